import type { ReactElement } from 'react';
import type { RunView } from '../../../lib/runs/run-view.ts';
import { ItemsView } from '../../../ui/data/items-view.tsx';
import { Empty, Loading } from '../../../ui/feedback/empty.tsx';
import { ErrorNotice } from '../../../ui/feedback/notice.tsx';
import fields from './field.module.css';
import type { NodeInput } from './node-input.ts';
import styles from './panel.module.css';

type InputColumnProps = {
  readonly input: NodeInput;
  readonly run: RunView | null;
  readonly item: number;
  readonly onItem: (index: number) => void;
  readonly onSource: (node: string) => void;
};

/** What comes in, to be looked at and dragged into the config. */
export function InputColumn({ input, run, item, onItem, onSource }: InputColumnProps): ReactElement {
  const { sources, chosen, items, root, list } = input;
  return (
    <>
      <div className={styles.columnHead}>
        <h3>Input</h3>
        {sources.length > 0 && (
          <select
            aria-label="From which node"
            className={fields.source}
            value={chosen?.node.id ?? ''}
            onChange={(event) => onSource(event.target.value)}
          >
            {sources.map(({ node, isDirect }) => (
              <option key={node.id} value={node.id}>
                {isDirect ? node.name : `${node.name} (further back)`}
              </option>
            ))}
          </select>
        )}
      </div>
      {list?.error ? <ErrorNotice error={list.error} /> : null}
      {items.length > 0 && (
        <ItemsView
          key={chosen?.node.id}
          label="input"
          items={items}
          list={list}
          root={root}
          chosen={item}
          onChoose={onItem}
        />
      )}
      {items.length === 0 && list?.isLoading && <Loading label="Loading the items" />}
      {items.length === 0 && !list?.isLoading && (
        <Empty title={sources.length === 0 ? 'Nothing leads here yet' : run ? 'No items came in' : 'No data yet'}>
          {sources.length === 0
            ? 'Connect a node with this one to see what it hands on.'
            : run
              ? ''
              : 'Run to here, and you see what comes in.'}
        </Empty>
      )}
    </>
  );
}

import { type ReactElement, useState } from 'react';
import { askFor } from '../../lib/api/node-items.ts';
import type { NodeRun } from '../../lib/api/schema.gen.ts';
import { missingReason, shownHandle } from '../../lib/data/items.ts';
import { useItems, useLogs } from '../../lib/data/use-items.ts';
import { ItemsView } from '../../ui/data/items-view.tsx';
import { Empty, Loading } from '../../ui/feedback/empty.tsx';
import { ErrorNotice, FailureNotice, Notice } from '../../ui/feedback/notice.tsx';
import { ToggleRow } from '../../ui/toggle/toggle-row.tsx';
import styles from './execution.module.css';

type Side = 'Input' | 'Output';

const SIDES = [
  { value: 'Input', label: 'Input' },
  { value: 'Output', label: 'Output' },
] as const;

/** What came into a node run and what went out of it. */
export function RunData({ run }: { readonly run: NodeRun | undefined }): ReactElement {
  const [side, setSide] = useState<Side>('Output');
  const [wanted, setWanted] = useState<string | null>(null);
  const counts = (side === 'Input' ? run?.inputs : run?.output.counts) ?? {};
  const handle = shownHandle(counts, wanted);
  const asked = run ? askFor(run, side === 'Input' ? 'input' : 'output', handle ?? 'main') : null;
  const list = useItems(asked);
  const logs = useLogs(asked, run?.log_lines ?? 0);
  if (!run) {
    return (
      <section aria-label="Data" className={styles.data}>
        <Empty title="Choose a node">Then you see what came in and what went out.</Empty>
      </section>
    );
  }
  const handles = Object.keys(counts);
  const total = handle === undefined ? null : (counts[handle] ?? null);
  const missing = missingReason(side === 'Output' ? run.output.state : undefined, list.withheld);
  return (
    <section aria-label="Data" className={styles.data}>
      <div className={styles.dataHead}>
        <h3>
          <bdi>{run.node_name}</bdi>
        </h3>
        <ToggleRow label="Side" choices={SIDES} value={side} onChange={setSide} />
        {handles.length > 1 && (
          <ToggleRow
            label="Handle"
            choices={handles.map((value) => ({ value, label: value, note: counts[value] }))}
            value={handle ?? 'main'}
            onChange={setWanted}
          />
        )}
      </div>
      {run.error_message && (
        <div className={styles.note}>
          <FailureNotice message={run.error_message} code={run.error_code} />
        </div>
      )}
      {missing && (
        <div className={styles.note}>
          <Notice tone="warn">{missing}</Notice>
        </div>
      )}
      {list.error ? <ErrorNotice error={list.error} /> : null}
      {list.isLoading ? (
        <Loading label="Loading the items" />
      ) : (
        <ItemsView
          key={`${run.id} ${side} ${handle}`}
          label={side.toLowerCase()}
          items={list.items}
          list={{ ...list, total }}
        />
      )}
      {logs !== null && (
        <pre role="log" aria-label="Console" className={styles.logs}>
          {logs}
        </pre>
      )}
    </section>
  );
}

import { Pin, PinOff, SquarePen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NodeRun } from '../../../lib/api/schema.gen.ts';
import type { DataItem } from '../../../lib/data/items.ts';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { handleLabel } from '../../../lib/graph/handles.ts';
import { Button, IconButton } from '../../../ui/button/button.tsx';
import { ItemsView } from '../../../ui/data/items-view.tsx';
import { Empty, Loading } from '../../../ui/feedback/empty.tsx';
import { ErrorNotice, FailureNotice, Notice } from '../../../ui/feedback/notice.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { ToggleRow } from '../../../ui/toggle/toggle-row.tsx';
import type { RunRequest } from '../run/start-run.ts';
import { act, useEditor, useEditorStore } from '../store/editor-store.ts';
import { EditPinned } from './edit-pinned.tsx';
import fields from './field.module.css';
import { useNodeOutput } from './node-output.ts';
import styles from './panel.module.css';

type OutputColumnProps = {
  readonly node: WorkflowNode;
  readonly runs: readonly NodeRun[];
  readonly onRun: (wanted: RunRequest) => void;
};

type PinToolsProps = {
  readonly node: WorkflowNode;
  readonly canPin: boolean;
  readonly onEdit: () => void;
  readonly onPin: (on: boolean) => void;
};

function PinTools({ node, canPin, onEdit, onPin }: PinToolsProps): ReactElement {
  const isPinned = node.pinned_data !== undefined;
  return (
    <>
      <IconButton label="Write the output by hand" onClick={onEdit}>
        <SquarePen size={15} />
      </IconButton>
      <IconButton
        label={isPinned ? 'Unpin' : 'Pin this output'}
        pressed={isPinned}
        disabled={!isPinned && !canPin}
        onClick={() => onPin(!isPinned)}
      >
        {isPinned ? <PinOff size={15} /> : <Pin size={15} />}
      </IconButton>
    </>
  );
}

/** Items as they are pinned: their JSON alone. */
function bare(items: readonly DataItem[]): WorkflowNode['pinned_data'] {
  return items.map(({ json }) => ({ json: { ...json } }));
}

type NotesProps = {
  readonly node: WorkflowNode;
  readonly run: NodeRun | undefined;
  readonly missing: string | null;
  readonly error: unknown;
};

/** What has to be known of an output beside its items. */
function Notes({ node, run, missing, error }: NotesProps): ReactElement {
  return (
    <>
      {node.pinned_data && (
        <div className={styles.note}>
          <Notice tone="info">
            These items are pinned: when a person runs the workflow, they stand for what this node would put out.
          </Notice>
        </div>
      )}
      {run?.error_message && !node.pinned_data && (
        <div className={styles.note}>
          <FailureNotice message={run.error_message} code={run.error_code} />
        </div>
      )}
      {missing && (
        <div className={styles.note}>
          <Notice tone="warn">{missing}</Notice>
        </div>
      )}
      {error ? <ErrorNotice error={error} /> : null}
    </>
  );
}

function Console({ text }: { readonly text: string }): ReactElement {
  return (
    <section aria-label="Console" className={styles.console}>
      <h3>Console</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}

/** What a node put out: by round and handle, with its errors and what it wrote to its console; to be pinned, and edited. */
export function OutputColumn({ node, runs, onRun }: OutputColumnProps): ReactElement {
  const store = useEditorStore();
  const readOnly = useEditor((state) => state.readOnly);
  const own = runs.filter(({ node_id: id }) => id === node.id);
  const [round, setRound] = useState<number | null>(null);
  const [editing, setEditing] = useState<readonly DataItem[] | null>(null);
  const shown = own.find(({ run_index: index }) => index === round) ?? own.at(-1);
  const output = useNodeOutput(node, shown);
  const { counts, handle, items, withAll } = output;
  const handles = Object.keys(counts);
  const pin = (data: WorkflowNode['pinned_data'] | undefined): void =>
    act(store, { type: 'change', nodes: [node.id], change: { pinned_data: data } });
  return (
    <>
      <div className={styles.columnHead}>
        <h3>Output</h3>
        {shown && !node.pinned_data && <Status of={shown.status} />}
        {own.length > 1 && !node.pinned_data && (
          <select
            aria-label="Round"
            className={fields.round}
            value={shown?.run_index}
            onChange={(event) => setRound(Number(event.target.value))}
          >
            {own.map(({ run_index: index }) => (
              <option key={index} value={index}>
                Round {index + 1} of {own.length}
              </option>
            ))}
          </select>
        )}
        <span className={styles.gap} />
        {!readOnly && (
          <PinTools
            node={node}
            canPin={output.canPin}
            onEdit={() => withAll(setEditing)}
            onPin={(on) => (on ? withAll((all) => pin(bare(all))) : pin(undefined))}
          />
        )}
      </div>
      <Notes node={node} run={shown} missing={output.missing} error={output.error} />
      {handles.length > 1 && (
        <ToggleRow
          label="Output handle"
          className={styles.handles}
          choices={handles.map((value) => ({
            value,
            label: handleLabel(node, value) || value,
            note: counts[value],
          }))}
          value={handle ?? 'main'}
          onChange={output.setHandle}
        />
      )}
      {items.length > 0 && <ItemsView key={`${shown?.id} ${handle}`} label="output" items={items} list={output.list} />}
      {output.isLoading && <Loading label="Loading the items" />}
      {items.length === 0 && !output.missing && !output.isLoading && (
        <Empty
          title={shown ? 'No items went out' : 'No data yet'}
          action={!shown && <Button onClick={() => onRun({ destination_node_id: node.id })}>Run to here</Button>}
        />
      )}
      {output.logs !== null && <Console text={output.logs} />}
      {editing && <EditPinned node={node} items={editing} onClose={() => setEditing(null)} onPin={pin} />}
    </>
  );
}

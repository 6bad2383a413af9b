import { Pin, PinOff, SquarePen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NodeExecution } from '../../../lib/api/schema.gen.ts';
import { type DataItem, itemsByHandle, missingReason } from '../../../lib/data/items.ts';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { handleLabel } from '../../../lib/graph/handles.ts';
import { Button, IconButton } from '../../../ui/button/button.tsx';
import { ItemsView } from '../../../ui/data/items-view.tsx';
import { Empty } from '../../../ui/feedback/empty.tsx';
import { FailureNotice, Notice } from '../../../ui/feedback/notice.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { ToggleRow } from '../../../ui/toggle/toggle-row.tsx';
import type { RunRequest } from '../run/start-run.ts';
import { act, useEditor, useEditorStore } from '../store/editor-store.ts';
import { EditPinned } from './edit-pinned.tsx';
import fields from './field.module.css';
import styles from './panel.module.css';

type OutputColumnProps = {
  readonly node: WorkflowNode;
  readonly runs: readonly NodeExecution[];
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

/** What a node put out: by round and handle, with its errors and what it wrote to its console; to be pinned, and edited. */
export function OutputColumn({ node, runs, onRun }: OutputColumnProps): ReactElement {
  const store = useEditorStore();
  const readOnly = useEditor((state) => state.readOnly);
  const own = runs.filter(({ node_id: id }) => id === node.id);
  const [round, setRound] = useState<number | null>(null);
  const [wanted, setHandle] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const shown = own.find(({ run_index: index }) => index === round) ?? own.at(-1);
  const byHandle: ReturnType<typeof itemsByHandle> = node.pinned_data
    ? { main: node.pinned_data }
    : itemsByHandle(shown?.output_data);
  const handles = Object.keys(byHandle);
  const handle =
    handles.find((one) => one === wanted) ?? handles.find((one) => (byHandle[one]?.length ?? 0) > 0) ?? handles[0];
  const items = handle === undefined ? [] : (byHandle[handle] ?? []);
  const pin = (data: WorkflowNode['pinned_data'] | undefined): void =>
    act(store, { type: 'change', nodes: [node.id], change: { pinned_data: data } });
  const missing = missingReason(shown?.output_data);
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
            canPin={items.length > 0 && handle === 'main'}
            onEdit={() => setEditing(true)}
            onPin={(on) => pin(on ? bare(items) : undefined)}
          />
        )}
      </div>
      {node.pinned_data && (
        <div className={styles.note}>
          <Notice tone="info">
            These items are pinned: when a person runs the workflow, they stand for what this node would put out.
          </Notice>
        </div>
      )}
      {shown?.error_message && !node.pinned_data && (
        <div className={styles.note}>
          <FailureNotice message={shown.error_message} code={shown.error_code} />
        </div>
      )}
      {missing && (
        <div className={styles.note}>
          <Notice tone="warn">{missing}</Notice>
        </div>
      )}
      {handles.length > 1 && (
        <ToggleRow
          label="Output handle"
          className={styles.handles}
          choices={handles.map((value) => ({
            value,
            label: handleLabel(node, value) || value,
            note: byHandle[value]?.length,
          }))}
          value={handle}
          onChange={setHandle}
        />
      )}
      {items.length > 0 && <ItemsView label="output" items={items} />}
      {items.length === 0 && !missing && (
        <Empty
          title={shown ? 'No items went out' : 'No data yet'}
          action={!shown && <Button onClick={() => onRun({ destination_node_id: node.id })}>Run to here</Button>}
        />
      )}
      {shown?.logs && shown.logs.length > 0 && (
        <section aria-label="Console" className={styles.console}>
          <h3>Console</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
          <pre tabIndex={0}>{shown.logs.map(({ level, text }) => `${level}: ${text}`).join('\n')}</pre>
        </section>
      )}
      {editing && <EditPinned node={node} items={items} onClose={() => setEditing(false)} onPin={pin} />}
    </>
  );
}

import { type ReactElement, useState } from 'react';
import type { NodeExecution } from '../../lib/api/schema.gen.ts';
import { itemsByHandle, missingReason } from '../../lib/data/items.ts';
import { ItemsView } from '../../ui/data/items-view.tsx';
import { Empty } from '../../ui/feedback/empty.tsx';
import { FailureNotice, Notice } from '../../ui/feedback/notice.tsx';
import { ToggleRow } from '../../ui/toggle/toggle-row.tsx';
import styles from './execution.module.css';

type Side = 'Input' | 'Output';

const SIDES = [
  { value: 'Input', label: 'Input' },
  { value: 'Output', label: 'Output' },
] as const;

/** What came into a node run and what went out of it. */
export function RunData({ run }: { readonly run: NodeExecution | undefined }): ReactElement {
  const [side, setSide] = useState<Side>('Output');
  const [wanted, setWanted] = useState<string | null>(null);
  if (!run) {
    return (
      <section aria-label="Data" className={styles.data}>
        <Empty title="Choose a node">Then you see what came in and what went out.</Empty>
      </section>
    );
  }
  const data = side === 'Input' ? run.input_data : run.output_data;
  const byHandle = itemsByHandle(data);
  const handles = Object.keys(byHandle);
  const handle =
    handles.find((one) => one === wanted) ??
    handles.find((one) => (byHandle[one]?.length ?? 0) > 0) ??
    handles[0] ??
    '';
  const items = byHandle[handle] ?? [];
  const missing = missingReason(data);
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
            choices={handles.map((value) => ({ value, label: value, note: byHandle[value]?.length }))}
            value={handle}
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
      <ItemsView key={`${run.id} ${side} ${handle}`} label={side.toLowerCase()} items={items} />
      {run.logs && run.logs.length > 0 && (
        <pre role="log" aria-label="Console" className={styles.logs}>
          {run.logs.map(({ level, text }) => `${level}: ${text}`).join('\n')}
        </pre>
      )}
    </section>
  );
}

import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type ReactElement, useContext, useEffect, useState } from 'react';
import { hasEnded, isWaiting, type RunView } from '../../../lib/runs/run-view.ts';
import { durationText } from '../../../lib/text/moments.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { IconButton } from '../../../ui/button/button.tsx';
import { FlowViewContext } from '../../../ui/flow/flow-view.ts';
import { Status } from '../../../ui/status/status.tsx';
import { OpenWaits } from '../../../ui/waits/open-waits.tsx';
import { selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './run.module.css';
import { showRun } from './watch-run.ts';

/** How long it has run by now. */
function useElapsed({ startedAt, completedAt }: RunView): number | null {
  const [now, setNow] = useState(Date.now);
  const isOver = completedAt !== null;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isOver]);
  if (startedAt === null) return null;
  return Math.max(0, (completedAt === null ? now : Date.parse(completedAt)) - Date.parse(startedAt));
}

function Course({ run }: { readonly run: RunView }): ReactElement {
  const store = useEditorStore();
  const view = useContext(FlowViewContext);
  const { workspace } = useWorkspace();
  const elapsed = useElapsed(run);
  const done = Object.values(run.nodes).filter((runs) => runs.at(-1)?.status === 'completed').length;
  return (
    <section aria-label="Execution" className={styles.bar}>
      <Status of={run.status} />
      <span className={styles.facts} role="status">
        {done} {done === 1 ? 'node' : 'nodes'} done{elapsed !== null && ` · ${durationText(elapsed)}`}
      </span>
      {run.errorMessage && <bdi className={styles.error}>{run.errorMessage}</bdi>}
      <Link
        to="/w/$workspace/executions/$execution"
        params={{ workspace: workspace.id, execution: run.id }}
        className={styles.details}
      >
        Details
      </Link>
      {hasEnded(run) && (
        <IconButton label="Clear the execution from the canvas" onClick={() => view && showRun({ store, view }, null)}>
          <X size={15} />
        </IconButton>
      )}
    </section>
  );
}

/** How the execution on the canvas stands. */
export function RunBar({ run }: { readonly run: RunView }): ReactElement {
  const { nodes } = useEditor(selectGraph);
  return (
    <div className={styles.place}>
      {isWaiting(run) && <OpenWaits run={run} nodes={nodes} />}
      <Course run={run} />
    </div>
  );
}

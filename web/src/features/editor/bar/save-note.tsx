import { Check, CloudOff, LoaderCircle } from 'lucide-react';
import type { ReactElement } from 'react';
import { isProblem, OfflineProblem } from '../../../lib/api/problem.ts';
import { toast } from '../../../ui/toast/toasts.ts';
import { useEditor } from '../store/editor-store.ts';
import styles from './bar.module.css';

function wordsFor(error: unknown): string {
  if (error instanceof OfflineProblem) return 'Offline: kept here';
  if (isProblem(error, 'workflows.invalid_graph')) return 'Not saved yet: it has faults';
  return 'Not saved: kept here';
}

/** Whether the drawing is safe. */
export function SaveNote(): ReactElement | null {
  const save = useEditor((state) => state.save);
  const readOnly = useEditor((state) => state.readOnly);
  if (readOnly) return <span className={styles.save}>You may look at it</span>;
  if (save.type === 'failed') {
    const { error } = save;
    const detail = isProblem(error) ? `Request ${error.requestId}` : null;
    return (
      <button
        type="button"
        className={`${styles.save} ${styles.saveBad}`}
        onClick={() => toast(error instanceof Error ? error.message : wordsFor(error), { tone: 'bad', detail })}
      >
        <CloudOff size={14} /> {wordsFor(error)}
      </button>
    );
  }
  const isSaved = save.type === 'saved';
  return (
    <span className={styles.save} role="status">
      {isSaved ? <Check size={14} /> : <LoaderCircle size={14} />}
      {isSaved ? 'Saved' : 'Saving …'}
    </span>
  );
}

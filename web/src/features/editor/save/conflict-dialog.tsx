import type { ReactElement } from 'react';
import { diffGraphs } from '../../../lib/graph/diff.ts';
import type { Graph } from '../../../lib/graph/graph.ts';
import { mergeGraphs } from '../../../lib/graph/merge.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { graphOf, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './conflict.module.css';
import { resolveConflict } from './use-saving.ts';

function Changes({
  title,
  from,
  to,
}: {
  readonly title: string;
  readonly from: Graph;
  readonly to: Graph;
}): ReactElement {
  const lines = diffGraphs(from, to);
  return (
    <section className={styles.side}>
      <h3>{title}</h3>
      <ul>
        {lines.slice(0, 40).map(({ id, kind, text }) => (
          <li key={`${kind} ${id}`} className={styles[kind]}>
            <bdi>{text}</bdi>
          </li>
        ))}
        {lines.length === 0 && <li>Nothing</li>}
        {lines.length > 40 && <li>and {lines.length - 40} more</li>}
      </ul>
    </section>
  );
}

/** Somebody else, or another tab, saved meanwhile: shows what both did, and lets the person choose. Nothing is lost before that. */
export function ConflictDialog(): ReactElement | null {
  const store = useEditorStore();
  const save = useEditor((state) => state.save);
  const base = useEditor((state) => state.saved.graph);
  const mine = useEditor((state) => state.history.graph);
  if (save.type !== 'conflict') return null;
  const theirs = graphOf(save.theirs);
  const choose = (graph: Graph): void => resolveConflict(store, save.theirs, graph);
  return (
    <Dialog
      title="This workflow was changed elsewhere"
      width="wide"
      onClose={() => undefined}
      footer={
        <>
          <Button onClick={() => choose(theirs)}>Take theirs</Button>
          <Button onClick={() => choose(mine)}>Keep mine</Button>
          <Button look="primary" onClick={() => choose(mergeGraphs(base, mine, theirs))}>
            Combine both
          </Button>
        </>
      }
    >
      <p>
        Another tab or person saved it since you opened it. Combining takes over what either side changed; where both
        changed the same field, yours holds. Your choice can be undone.
      </p>
      <div className={styles.sides}>
        <Changes title="What you changed" from={base} to={mine} />
        <Changes title="What was changed elsewhere" from={base} to={theirs} />
      </div>
    </Dialog>
  );
}

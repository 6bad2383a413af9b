import { useEffect, useRef } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { Workflow } from '../../../lib/api/schema.gen.ts';
import { isSame } from '../../../lib/graph/merge.ts';
import { toast } from '../../../ui/toast/toasts.ts';
import { act, type EditorStore, graphOf } from '../store/editor-store.ts';
import { startAutosave } from './autosave.ts';
import { claimTab, createBackup, takeUnsaved } from './backup.ts';

/** Keeps a drawing saved as long as it is open. Gives what saves at once, and tells whether that worked. */
export function useSaving(store: EditorStore, path: string): () => Promise<boolean> {
  const save = useRef<() => Promise<boolean>>(() => Promise.resolve(true));
  useEffect(() => {
    const { workflow, readOnly } = store.getState();
    if (readOnly) return;
    claimTab();
    const saving = startAutosave({ store, path, backup: createBackup(workflow.id) });
    save.current = saving.saveNow;
    void bringBack(store, path);
    return saving.stop;
  }, [store, path]);
  return useRef(() => save.current()).current;
}

/** What was not saved when a tab was closed or broke down is there again; if the drawing has changed since, the person decides. */
async function bringBack(store: EditorStore, path: string): Promise<void> {
  const { workflow, saved } = store.getState();
  const unsaved = await takeUnsaved(workflow.id);
  if (unsaved === null || isSame(unsaved.graph, saved.graph)) return;
  if (unsaved.revision === saved.revision) {
    act(store, { type: 'replace', graph: unsaved.graph });
    toast('Changes that were not saved yet are back.', { tone: 'info' });
    return;
  }
  const theirs = await request<Workflow>(path);
  store.setState({ saved: { graph: unsaved.base, revision: unsaved.revision }, save: { type: 'conflict', theirs } });
  act(store, { type: 'replace', graph: unsaved.graph });
}

/** Ends a conflict: what is chosen goes on from their revision, and can be undone. */
export function resolveConflict(store: EditorStore, theirs: Workflow, graph: ReturnType<typeof graphOf>): void {
  store.setState({
    workflow: theirs,
    saved: { graph: graphOf(theirs), revision: theirs.revision },
    save: { type: 'unsaved' },
  });
  act(store, { type: 'replace', graph });
  const { history, saved } = store.getState();
  if (isSame(history.graph, saved.graph)) {
    store.setState({ saved: { ...saved, graph: history.graph }, save: { type: 'saved' } });
  }
}

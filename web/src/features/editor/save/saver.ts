import { isProblem } from '../../../lib/api/problem.ts';
import { request } from '../../../lib/api/request.ts';
import type { Workflow } from '../../../lib/api/schema.gen.ts';
import type { Graph } from '../../../lib/graph/graph.ts';
import { isSame } from '../../../lib/graph/merge.ts';
import { type EditorStore, graphOf } from '../store/editor-store.ts';
import type { Backup } from './backup.ts';

export type SaverOptions = { readonly store: EditorStore; readonly path: string; readonly backup: Backup };

/** `again`: it may work later, as it is. */
type Outcome = 'saved' | 'refused' | 'again';

export function isDirty(store: EditorStore): boolean {
  const { history, saved } = store.getState();
  return history.graph !== saved.graph;
}

/** Saves the drawing as it is now, made from the revision that the server had. Never throws: how it went stands in the store. */
export async function saveOnce({ store, path, backup }: SaverOptions, { keepalive = false } = {}): Promise<Outcome> {
  const { history, saved, save } = store.getState();
  if (save.type === 'conflict') return 'refused';
  store.setState({ save: { type: 'saving' } });
  try {
    const headers = { 'if-match': `"r${saved.revision}"` };
    const workflow = await request<Workflow>(path, { method: 'PUT', body: history.graph, headers, keepalive });
    note(store, history.graph, workflow);
    if (!isDirty(store)) backup.clear();
    return 'saved';
  } catch (error) {
    return fail({ store, path, backup }, error);
  }
}

function note(store: EditorStore, graph: Graph, workflow: Workflow): void {
  store.setState(({ history }) => ({
    workflow,
    saved: { graph, revision: workflow.revision },
    save: { type: history.graph === graph ? 'saved' : 'unsaved' },
  }));
}

async function fail(options: SaverOptions, error: unknown): Promise<Outcome> {
  if (isProblem(error, 'workflows.stale', 'workflows.changed_meanwhile')) return meetOther(options);
  options.store.setState({ save: { type: 'failed', error } });
  // What was refused for what it is, is refused again until it changes.
  const mayHeal = !isProblem(error) || error.status >= 500 || error.status === 429 || error.status === 401;
  return mayHeal ? 'again' : 'refused';
}

/** Somebody else saved meanwhile. A name or tags alone are no conflict; another drawing is for the person to decide. */
async function meetOther(options: SaverOptions): Promise<Outcome> {
  const { store, path } = options;
  try {
    const theirs = await request<Workflow>(path);
    const { saved } = store.getState();
    if (!isSame(graphOf(theirs), saved.graph)) {
      store.setState({ save: { type: 'conflict', theirs } });
      return 'refused';
    }
    if (theirs.revision === saved.revision) return 'again';
    store.setState({ workflow: theirs, saved: { graph: saved.graph, revision: theirs.revision } });
    return saveOnce(options);
  } catch (unread) {
    store.setState({ save: { type: 'failed', error: unread } });
    return 'again';
  }
}

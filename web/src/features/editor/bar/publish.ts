import { ApiProblem, isProblem } from '../../../lib/api/problem.ts';
import { request } from '../../../lib/api/request.ts';
import type { Workflow } from '../../../lib/api/schema.gen.ts';
import { toast } from '../../../ui/toast/toasts.ts';
import type { EditorStore } from '../store/editor-store.ts';

type Change = 'publish' | 'deactivate';

const DONE: { readonly [change in Change]: string } = {
  publish: 'Published: its triggers are on.',
  deactivate: 'Its triggers are off.',
};

/** Publishes the drawing as it was saved last, or turns its triggers off; says what stands in the way, where it does. */
export async function changeLife(store: EditorStore, path: string, change: Change, message = ''): Promise<void> {
  const { workflow, saved } = store.getState();
  try {
    const headers = { 'if-match': `"r${saved.revision}"` };
    const options = change === 'publish' ? { body: message === '' ? {} : { change_message: message } } : {};
    const fresh = await request<Workflow>(`${path}/workflows/${workflow.id}/${change}`, {
      method: 'POST',
      headers,
      ...options,
    });
    store.setState((state) => ({ workflow: fresh, saved: { ...state.saved, revision: fresh.revision } }));
    toast(DONE[change]);
  } catch (error) {
    const faults = error instanceof ApiProblem ? error.faults.slice(0, 4).map(({ message }) => message) : [];
    const detail = isProblem(error) ? [error.message, ...faults].join(' ') : null;
    toast(change === 'publish' ? 'It was not published.' : 'Nothing was changed.', { tone: 'bad', detail });
  }
}

import { useContext, useEffect } from 'react';
import type { Fault } from '../../lib/api/problem.ts';
import { request } from '../../lib/api/request.ts';
import { FlowViewContext } from '../../ui/flow/flow-view.ts';
import { type EditorStore, selectGraph, useEditor } from './store/editor-store.ts';

const QUIET_MS = 250;

/** Which nodes what is wrong belongs to, and how much of it. */
function countByNode(faults: readonly Fault[]): { readonly [nodeId: string]: number } {
  const counts: Record<string, number> = {};
  for (const { node_id: id } of faults) if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** Has the server look at the drawing after each change, and shows what is wrong where it is. */
export function useFaults(store: EditorStore, path: string): void {
  const graph = useEditor(selectGraph);
  const view = useContext(FlowViewContext);
  useEffect(() => {
    const given = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { errors } = await request<{ readonly errors: readonly Fault[] }>(`${path}/workflows/validate`, {
          method: 'POST',
          body: graph,
          signal: given.signal,
        });
        store.setState({ faults: errors });
        view?.setState({ faults: countByNode(errors) });
      } catch {
        // Whoever is offline hears it from the save; the next change asks again.
      }
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [graph, path, store, view]);
}

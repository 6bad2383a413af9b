import { useQuery } from '@tanstack/react-query';
import { loadNodeRuns } from '../../../lib/api/node-runs.ts';
import type { RunView } from '../../../lib/runs/run-view.ts';
import { useWorkspace } from '../../../lib/workspace.ts';

/** How much of an execution is known by now: when that changes, its data are read again. */
function stateOf(run: RunView | null): string {
  if (run === null) return '';
  const ended = Object.values(run.nodes).flatMap((runs) => runs.filter(({ completed_at: end }) => end !== null));
  return `${run.status} ${ended.length}`;
}

/** What came into and out of the nodes of an execution, as far as that is known by now. */
export function useNodeRuns(run: RunView | null) {
  const { path } = useWorkspace();
  return useQuery({
    queryKey: ['node-runs', path, run?.id, stateOf(run)],
    queryFn: ({ signal }) => loadNodeRuns(path, run?.id ?? '', signal),
    enabled: run !== null,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  });
}

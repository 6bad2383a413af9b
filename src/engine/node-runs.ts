import type { ExecutionState, NodeRunStatus, NodeRunView } from './state.ts';
import { valuesOf } from './structure/vector.ts';

const underWay: ReadonlySet<NodeRunStatus> = new Set(['running', 'retrying', 'waiting']);

/** All node runs in the order in which they began, skipped ones included. Runs that an ended execution left unfinished are `cancelled`. */
export function nodeRuns(state: ExecutionState): readonly NodeRunView[] {
  const runs = valuesOf(state.runs);
  if (state.outcome === null) return runs;
  return runs.map((run) => (underWay.has(run.status) ? abandoned(run, state.endedAt) : run));
}

function abandoned(run: NodeRunView, endedAt: number | null): NodeRunView {
  return { ...run, status: 'cancelled', completedAt: endedAt, due: null };
}

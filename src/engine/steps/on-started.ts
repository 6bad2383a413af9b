import type { Plan } from '../plan.ts';
import { elementAt } from '../structure/element.ts';
import { vectorOf } from '../structure/vector.ts';
import { type Draft, endExecution } from './draft.ts';
import { addRun } from './runs.ts';

/** Begins at a trigger. Nodes that it can't reach take no part, and no node waits for their connections. */
export function onStarted(draft: Draft, trigger: number): boolean {
  if (draft.state.trigger !== null) return false;
  draft.state.trigger = trigger;
  const node = draft.plan.nodes[trigger];
  if (node === undefined || node.kind !== 'trigger') return refuseTrigger(draft, trigger);
  const undecided = entriesFrom(draft.plan, trigger);
  const nodes = undecided.map((count) => ({ undecided: count, fed: false, runs: 0, latest: -1, open: 0 }));
  draft.state.nodes = vectorOf(nodes);
  addRun(draft, node, { status: 'running', inputs: [] });
  return true;
}

function refuseTrigger(draft: Draft, trigger: number): boolean {
  const message = `Node ${trigger} of the workflow is no trigger, so the execution can't begin there.`;
  const failure = { code: 'execution.unknown_trigger', message, retryable: false };
  endExecution(draft, { status: 'failed', failure, node: null });
  return true;
}

/** For each node, how many connections may bring it items of the trigger. Those that close a loop do not count. */
function entriesFrom({ nodes, connections }: Plan, trigger: number): readonly number[] {
  const entries = nodes.map(() => 0);
  const reached = new Set([trigger]);
  for (const index of reached) {
    for (const outgoing of elementAt(nodes, index).outgoing) {
      const { target, back } = elementAt(connections, outgoing);
      if (!back) entries[target] = elementAt(entries, target) + 1;
      reached.add(target);
    }
  }
  return entries;
}

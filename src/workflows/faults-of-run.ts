import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Fault } from '../shared/errors.ts';
import { UNKNOWN_CREDENTIAL } from './check-graph.ts';

/** Faults that matter only where their node is performed. */
const OF_ONE_NODE: ReadonlySet<string> = new Set([
  'graph.invalid_config',
  'graph.unknown_reference',
  UNKNOWN_CREDENTIAL,
]);

/** The node, and all that lead to it. */
function leadingTo({ connections }: WorkflowGraph, destination: string): ReadonlySet<string> {
  const byTarget = Map.groupBy(connections, ({ target }) => target);
  const found = new Set([destination]);
  // The set grows while it is walked.
  for (const id of found) for (const { source } of byTarget.get(id) ?? []) found.add(source);
  return found;
}

/** The node whose config a fault is about; of a connection the one that it comes from. */
function nodeOf({ code, node_id, path = [] }: Fault, { connections }: WorkflowGraph): string | undefined {
  if (OF_ONE_NODE.has(code)) return node_id;
  const [list, index] = path;
  const isHandle = code === 'graph.unknown_handle' && list === 'connections' && typeof index === 'number';
  return isHandle ? connections[index]?.target : undefined;
}

/** The faults that hinder a run up to a node (`undefined`: of all): others may be mended later. */
export function faultsOfRun(
  faults: readonly Fault[],
  graph: WorkflowGraph,
  destination: string | undefined,
): readonly Fault[] {
  if (destination === undefined) return faults;
  const part = leadingTo(graph, destination);
  return faults.filter((fault) => {
    const node = nodeOf(fault, graph);
    return node === undefined || part.has(node);
  });
}

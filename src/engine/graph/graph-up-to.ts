import type { Plan } from '../plan.ts';
import { nodesUpTo } from '../plan-reach.ts';
import { elementAt } from '../structure/element.ts';
import type { WorkflowGraph } from '../workflow.ts';

/**
 * The part of a graph that leads to a node (index in the graph's plan). All nodes keep their places, so that expressions
 * still know them by name; those that take no part are disabled, and nothing leads to them.
 */
export function graphUpTo(graph: WorkflowGraph, plan: Plan, destination: number): WorkflowGraph {
  const kept = new Set([...nodesUpTo(plan, destination)].map((index) => elementAt(plan.nodes, index).node.id));
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (kept.has(node.id) ? node : { ...node, disabled: true })),
    connections: graph.connections.filter(({ target }) => kept.has(target)),
  };
}

import type { NodeCatalog } from './catalog.ts';
import { connectionFaults } from './graph/connection-faults.ts';
import { flowFaults } from './graph/flow-faults.ts';
import type { GraphFault } from './graph/graph-fault.ts';
import { type GraphShape, shapeOf } from './graph/graph-shape.ts';
import { nodeFaults } from './graph/node-faults.ts';
import { referenceFaults } from './graph/reference-faults.ts';
import type { WorkflowGraph } from './workflow.ts';

/** A workflow with more nodes than this is refused. */
export const MAX_NODES = 10_000;

/** A workflow with more connections than this is refused. */
export const MAX_CONNECTIONS = 50_000;

/**
 * All faults of a graph at once; without any, `compilePlan` takes it. A graph that is too large is not looked at further. The
 * time is linear in the size of the graph, apart from what the catalog takes.
 */
export function validateGraph(graph: WorkflowGraph, catalog: NodeCatalog): readonly GraphFault[] {
  const tooBig = sizeFaults(graph);
  if (tooBig.length > 0) return tooBig;
  const shape = shapeOf(graph, catalog);
  return [
    ...nodeFaults(shape, catalog),
    ...referenceFaults(shape, catalog),
    ...connectionFaults(shape),
    ...flowFaults(shape),
    ...triggerFaults(shape),
  ];
}

function sizeFaults({ nodes, connections }: WorkflowGraph): readonly GraphFault[] {
  const faults: GraphFault[] = [];
  if (nodes.length > MAX_NODES) {
    const message = `A workflow has ${MAX_NODES} nodes at most; this one has ${nodes.length}.`;
    faults.push({ code: 'graph.too_many_nodes', message, path: ['nodes'] });
  }
  if (connections.length > MAX_CONNECTIONS) {
    const message = `A workflow has ${MAX_CONNECTIONS} connections at most; this one has ${connections.length}.`;
    faults.push({ code: 'graph.too_many_connections', message, path: ['connections'] });
  }
  return faults;
}

function triggerFaults({ traits }: GraphShape): readonly GraphFault[] {
  if (traits.some((known) => known?.kind === 'trigger')) return [];
  const message = 'The workflow has no trigger, so nothing can start it.';
  return [{ code: 'graph.no_trigger', message, path: ['nodes'] }];
}

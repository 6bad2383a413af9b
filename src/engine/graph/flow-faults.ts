import { elementAt } from '../structure/element.ts';
import { cyclesOf } from './cycles.ts';
import type { GraphFault } from './graph-fault.ts';
import type { Edge, GraphShape } from './graph-shape.ts';
import { closesLoop, type LoopBodies, loopBodies, loopOf } from './loop-bodies.ts';

const NAMED_AT_MOST = 10;

/** The faults in the flow of items: cycles without a loop node, and connections into or out of a loop's body. */
export function flowFaults(shape: GraphShape): readonly GraphFault[] {
  const bodies = loopBodies(shape);
  const leaving = shape.edges.filter((edge) => leavesBody(edge, bodies));
  const apart = new Set(leaving);
  const forward = shape.outgoing.map((edges) =>
    edges.filter((edge) => !apart.has(edge) && !isOfLoop(edge, bodies)).map((edge) => edge.target),
  );
  return [
    ...leaving.map((edge) => leavingFault(shape, bodies, edge)),
    ...cyclesOf(forward).map((nodes) => cycleFault(shape, nodes)),
  ];
}

/** In a loop that nothing leads into yet, it is not known which nodes will be outside, so nothing in it is a fault. */
function isOfLoop(edge: Edge, bodies: LoopBodies): boolean {
  return bodies.has(edge.source) ? closesLoop(edge, bodies) : edge.entersLoop;
}

function leavesBody(edge: Edge, bodies: LoopBodies): boolean {
  const inside = bodies.get(edge.target);
  return inside !== undefined && inside !== loopOf(edge, bodies) && !closesLoop(edge, bodies);
}

function leavingFault(shape: GraphShape, bodies: LoopBodies, edge: Edge): GraphFault {
  const left = loopOf(edge, bodies);
  const message =
    left === null
      ? 'The connection leads into the body of a loop from outside; only the loop node may do that.'
      : `The connection leaves the body of loop ${nameOf(shape, left)}; only one back to the loop node may do that.`;
  return {
    code: 'graph.loop_body_leaves',
    message,
    node_id: elementAt(shape.nodes, edge.source).id,
    connection: edge.index,
    path: ['connections', edge.index],
  };
}

function cycleFault(shape: GraphShape, nodes: readonly number[]): GraphFault {
  const named = nodes.slice(0, NAMED_AT_MOST).map((node) => nameOf(shape, node));
  const others = nodes.length > named.length ? ` and ${nodes.length - named.length} more` : '';
  const first = elementAt(nodes, 0);
  return {
    code: 'graph.cycle',
    message: `Outside of a loop, these nodes form a cycle: ${named.join(', ')}${others}.`,
    node_id: elementAt(shape.nodes, first).id,
    path: ['nodes', first],
  };
}

function nameOf(shape: GraphShape, node: number): string {
  return `"${elementAt(shape.nodes, node).name}"`;
}

import type { NodeCatalog, NodeTraits } from './catalog.ts';
import { type Edge, type GraphShape, shapeOf } from './graph/graph-shape.ts';
import { closesLoop, type LoopBodies, loopBodies } from './graph/loop-bodies.ts';
import type { Plan, PlanConnection, PlanNode } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { elementAt } from './structure/element.ts';
import { ERROR_HANDLE, type RetryPolicy, type WorkflowGraph } from './workflow.ts';

const DEFAULT_RETRY: RetryPolicy = {
  max_attempts: 1,
  backoff: 'exponential',
  delay_ms: 1000,
  max_delay_ms: 60_000,
  jitter: 0.2,
};
const DEFAULT_NODE_TIMEOUT_MS = 60_000;
const DEFAULT_WORKFLOW_TIMEOUT_SECONDS = 3600;

/** Per node, the connections that start and end there, and the nodes in its body. */
type Wiring = { readonly incoming: number[]; readonly outgoing: number[]; readonly body: number[] };

/**
 * Compiles a valid graph (see `validateGraph`), in time linear in its size.
 * Throws {@link PlanError} for a type that the catalog lacks and for a connection to nowhere.
 */
export function compilePlan(graph: WorkflowGraph, catalog: NodeCatalog): Plan {
  const shape = shapeOf(graph, catalog);
  if (shape.edges.length < graph.connections.length) {
    throw new PlanError('plan.dangling_connection', 'A connection begins or ends at a node that does not exist.');
  }
  const bodies = loopBodies(shape);
  const wiring = wire(shape, bodies);
  const nodes = wiring.map((wires, index) => compileNode(shape, { index, loop: bodies.get(index) ?? null, wires }));
  return {
    nodes,
    connections: shape.edges.map((edge) => compileConnection(edge, bodies)),
    byId: shape.byId,
    triggers: nodes.filter((node) => node.kind === 'trigger').map((node) => node.index),
    settings: graph.settings,
    timeoutMs: (graph.settings.timeout_seconds ?? DEFAULT_WORKFLOW_TIMEOUT_SECONDS) * 1000,
    hasEffects: nodes.some((node) => node.effect === 'write'),
  };
}

function wire(shape: GraphShape, bodies: LoopBodies): readonly Wiring[] {
  const wiring = shape.nodes.map((): Wiring => ({ incoming: [], outgoing: [], body: [] }));
  for (const edge of shape.edges) {
    elementAt(wiring, edge.source).outgoing.push(edge.index);
    elementAt(wiring, edge.target).incoming.push(edge.index);
  }
  for (const [node, loop] of bodies) {
    if (loop !== null) elementAt(wiring, loop).body.push(node);
  }
  return wiring;
}

type Place = { readonly index: number; readonly loop: number | null; readonly wires: Wiring };

function compileNode(shape: GraphShape, { index, loop, wires }: Place): PlanNode {
  const node = elementAt(shape.nodes, index);
  const traits = shape.traits[index];
  if (traits === undefined) throw new PlanError('plan.unknown_type', `Nodes of type ${node.type} are not known.`);
  const onError = node.settings?.on_error ?? 'stop';
  const disabled = node.disabled ?? false;
  return {
    index,
    node,
    kind: traits.kind,
    inputs: traits.inputs,
    outputs: outputsOf(traits, onError === 'error_output'),
    effect: disabled ? 'none' : traits.effect,
    delivery: node.settings?.delivery ?? traits.delivery,
    onError,
    retry: node.settings?.retry ?? DEFAULT_RETRY,
    timeoutMs: node.settings?.timeout_ms ?? DEFAULT_NODE_TIMEOUT_MS,
    disabled,
    isLoop: traits.loop,
    incoming: inHandleOrder(shape, wires.incoming, traits.inputs),
    outgoing: wires.outgoing,
    body: wires.body,
    loop,
  };
}

function compileConnection(edge: Edge, bodies: LoopBodies): PlanConnection {
  const { index, source, sourceHandle, target, targetHandle } = edge;
  return { index, source, sourceHandle, target, targetHandle, back: closesLoop(edge, bodies) };
}

function outputsOf(traits: NodeTraits, withError: boolean): readonly string[] {
  return withError && traits.kind !== 'trigger' ? [...traits.outputs, ERROR_HANDLE] : traits.outputs;
}

function inHandleOrder(shape: GraphShape, incoming: readonly number[], handles: readonly string[]): readonly number[] {
  if (handles.length < 2) return incoming;
  const places = new Map(handles.map((handle, place) => [handle, place]));
  const placeOf = (index: number): number => places.get(elementAt(shape.edges, index).targetHandle) ?? handles.length;
  return incoming.toSorted((one, other) => placeOf(one) - placeOf(other));
}

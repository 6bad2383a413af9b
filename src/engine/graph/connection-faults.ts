import type { NodeTraits } from '../catalog.ts';
import { type Choices, createChoicesTeller } from '../name-choices.ts';
import { elementAt } from '../structure/element.ts';
import { ERROR_HANDLE, type WorkflowNode } from '../workflow.ts';
import type { GraphFault } from './graph-fault.ts';
import { type Edge, type GraphShape, handlesOf } from './graph-shape.ts';
import { ADVISED_FAULTS } from './node-faults.ts';

type Check = {
  readonly shape: GraphShape;
  /** What a refused name is answered besides. */
  readonly tell: (wanted: string, choices: () => Choices) => string;
};

/** The faults of connections: bad ends, and duplicates. */
export function connectionFaults(shape: GraphShape): readonly GraphFault[] {
  const check: Check = { shape, tell: createChoicesTeller(ADVISED_FAULTS) };
  return [
    ...danglingFaults(check),
    ...doubleFaults(shape),
    ...shape.edges.flatMap((edge) => [...sourceFaults(check, edge), ...targetFaults(check, edge)]),
  ];
}

function danglingFaults(check: Check): readonly GraphFault[] {
  const { connections, byId } = check.shape;
  return connections.flatMap((connection, index) =>
    (['source', 'target'] as const)
      .filter((end) => !byId.has(connection[end]))
      .map((end) => ({
        code: 'graph.dangling_connection',
        message: `The ${end} of the connection, "${connection[end]}", is no node of this workflow.${nodeAdvice(check, connection[end])}`,
        connection: index,
        path: ['connections', index, end],
      })),
  );
}

/** Whoever writes the name of a node, as n8n does, is told its id. */
function nodeAdvice({ shape, tell }: Check, wanted: string): string {
  return tell(wanted, () => {
    const named = shape.nodes.find(({ name }) => name === wanted);
    if (named === undefined) return { called: 'The ids of its nodes are', names: shape.nodes.map(({ id }) => id) };
    return { called: 'Connections name nodes by id; the node of that name has the id', names: [named.id] };
  });
}

function doubleFaults({ connections }: GraphShape): readonly GraphFault[] {
  const seen = new Set<string>();
  const faults: GraphFault[] = [];
  for (const [index, connection] of connections.entries()) {
    const { sourceHandle, targetHandle } = handlesOf(connection);
    const key = JSON.stringify([connection.source, sourceHandle, connection.target, targetHandle]);
    if (seen.has(key)) {
      const message = 'Another connection joins the same handles.';
      faults.push({ code: 'graph.duplicate_connection', message, connection: index, path: ['connections', index] });
    }
    seen.add(key);
  }
  return faults;
}

function sourceFaults(check: Check, edge: Edge): readonly GraphFault[] {
  const node = elementAt(check.shape.nodes, edge.source);
  const traits = check.shape.traits[edge.source];
  if (traits === undefined || traits.outputs.includes(edge.sourceHandle)) return [];
  if (edge.sourceHandle === ERROR_HANDLE && hasErrorHandle(node, traits)) return [];
  return [unknownHandle(check, edge, { node, end: 'sourceHandle', kind: 'output', traits })];
}

function targetFaults(check: Check, edge: Edge): readonly GraphFault[] {
  const node = elementAt(check.shape.nodes, edge.target);
  const traits = check.shape.traits[edge.target];
  if (traits === undefined) return [];
  if (traits.kind === 'trigger') return [triggerInput(edge, node)];
  if (traits.inputs.includes(edge.targetHandle)) return [];
  return [unknownHandle(check, edge, { node, end: 'targetHandle', kind: 'input', traits })];
}

function hasErrorHandle(node: WorkflowNode, traits: NodeTraits): boolean {
  return traits.kind !== 'trigger' && node.settings?.on_error === 'error_output';
}

type HandleEnd = { readonly node: WorkflowNode; readonly traits: NodeTraits } & (
  | { readonly end: 'sourceHandle'; readonly kind: 'output' }
  | { readonly end: 'targetHandle'; readonly kind: 'input' }
);

function unknownHandle(check: Check, edge: Edge, handle: HandleEnd): GraphFault {
  const { node, end, kind } = handle;
  return {
    code: 'graph.unknown_handle',
    message: `Node "${node.name}" has no ${kind} "${edge[end]}".${handleAdvice(check, edge[end], handle)}`,
    node_id: node.id,
    connection: edge.index,
    path: ['connections', edge.index, end],
  };
}

function handleAdvice({ tell }: Check, wanted: string, { node, traits, kind }: HandleEnd): string {
  if (kind === 'input') return tell(wanted, () => ({ called: 'Its inputs are', names: traits.inputs }));
  const withError = hasErrorHandle(node, traits) ? [ERROR_HANDLE] : [];
  const mayHaveError = wanted === ERROR_HANDLE && traits.kind !== 'trigger';
  const needed = mayHaveError ? ' It has that one when its settings.on_error is "error_output".' : '';
  return needed + tell(wanted, () => ({ called: 'Its outputs are', names: [...traits.outputs, ...withError] }));
}

function triggerInput(edge: Edge, node: WorkflowNode): GraphFault {
  return {
    code: 'graph.trigger_has_input',
    message: `Node "${node.name}" is a trigger; nothing can lead into it.`,
    node_id: node.id,
    connection: edge.index,
    path: ['connections', edge.index, 'target'],
  };
}

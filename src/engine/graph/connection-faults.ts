import type { NodeTraits } from '../catalog.ts';
import { elementAt } from '../structure/element.ts';
import { ERROR_HANDLE, type WorkflowNode } from '../workflow.ts';
import type { GraphFault } from './graph-fault.ts';
import { type Edge, type GraphShape, handlesOf } from './graph-shape.ts';

/** The faults of connections: bad ends, and duplicates. */
export function connectionFaults(shape: GraphShape): readonly GraphFault[] {
  return [
    ...danglingFaults(shape),
    ...doubleFaults(shape),
    ...shape.edges.flatMap((edge) => [...sourceFaults(shape, edge), ...targetFaults(shape, edge)]),
  ];
}

function danglingFaults({ connections, byId }: GraphShape): readonly GraphFault[] {
  return connections.flatMap((connection, index) =>
    (['source', 'target'] as const)
      .filter((end) => !byId.has(connection[end]))
      .map((end) => ({
        code: 'graph.dangling_connection',
        message: `The ${end} of the connection, "${connection[end]}", is no node of this workflow.`,
        connection: index,
        path: ['connections', index, end],
      })),
  );
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

function sourceFaults(shape: GraphShape, edge: Edge): readonly GraphFault[] {
  const node = elementAt(shape.nodes, edge.source);
  const traits = shape.traits[edge.source];
  if (traits === undefined || traits.outputs.includes(edge.sourceHandle)) return [];
  if (edge.sourceHandle === ERROR_HANDLE && hasErrorHandle(node, traits)) return [];
  return [unknownHandle(edge, node, { end: 'sourceHandle', kind: 'output' })];
}

function targetFaults(shape: GraphShape, edge: Edge): readonly GraphFault[] {
  const node = elementAt(shape.nodes, edge.target);
  const traits = shape.traits[edge.target];
  if (traits === undefined) return [];
  if (traits.kind === 'trigger') return [triggerInput(edge, node)];
  if (traits.inputs.includes(edge.targetHandle)) return [];
  return [unknownHandle(edge, node, { end: 'targetHandle', kind: 'input' })];
}

function hasErrorHandle(node: WorkflowNode, traits: NodeTraits): boolean {
  return traits.kind !== 'trigger' && node.settings?.on_error === 'error_output';
}

type HandleEnd =
  | { readonly end: 'sourceHandle'; readonly kind: 'output' }
  | { readonly end: 'targetHandle'; readonly kind: 'input' };

function unknownHandle(edge: Edge, node: WorkflowNode, { end, kind }: HandleEnd): GraphFault {
  return {
    code: 'graph.unknown_handle',
    message: `Node "${node.name}" has no ${kind} "${edge[end]}".`,
    node_id: node.id,
    connection: edge.index,
    path: ['connections', edge.index, end],
  };
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

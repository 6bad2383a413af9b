import type { NodeCatalog, NodeTraits } from '../catalog.ts';
import { LOOP_HANDLE } from '../main-output.ts';
import { MAIN_HANDLE, type WorkflowConnection, type WorkflowGraph, type WorkflowNode } from '../workflow.ts';

/** A connection whose ends both exist. `source` and `target` are indices of nodes, `index` is that of the connection. */
export type Edge = {
  readonly index: number;
  readonly source: number;
  readonly sourceHandle: string;
  readonly target: number;
  readonly targetHandle: string;
  /** Whether it leads from a loop node into its body. */
  readonly entersLoop: boolean;
};

/** A graph, valid or not, with its nodes and connections joined by index. Dangling connections are left out; of nodes with the same id, the first counts. */
export type GraphShape = {
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly WorkflowConnection[];
  /** Per node; `undefined` for an unknown type. */
  readonly traits: readonly (NodeTraits | undefined)[];
  readonly byId: ReadonlyMap<string, number>;
  readonly edges: readonly Edge[];
  /** Per node, the edges that start there. */
  readonly outgoing: readonly (readonly Edge[])[];
};

export function shapeOf(graph: WorkflowGraph, catalog: NodeCatalog): GraphShape {
  const { nodes, connections } = graph;
  const traits = nodes.map((node) => catalog.traits(node));
  const byId = new Map(nodes.map((node, index) => [node.id, index] as const).reverse());
  const outgoing = nodes.map((): Edge[] => []);
  const edges = connections.flatMap((connection, index): Edge[] => {
    const source = byId.get(connection.source);
    const target = byId.get(connection.target);
    if (source === undefined || target === undefined) return [];
    const handles = handlesOf(connection);
    const entersLoop = traits[source]?.loop === true && handles.sourceHandle === LOOP_HANDLE;
    return [{ index, source, target, ...handles, entersLoop }];
  });
  for (const edge of edges) outgoing[edge.source]?.push(edge);
  return { nodes, connections, traits, byId, edges, outgoing };
}

/** The handles of a connection, which default to `main`. */
export function handlesOf(connection: WorkflowConnection): { sourceHandle: string; targetHandle: string } {
  return {
    sourceHandle: connection.sourceHandle ?? MAIN_HANDLE,
    targetHandle: connection.targetHandle ?? MAIN_HANDLE,
  };
}

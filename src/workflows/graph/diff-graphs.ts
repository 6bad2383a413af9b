import { MAIN_HANDLE, type WorkflowConnection, type WorkflowGraph, type WorkflowNode } from '../../engine/workflow.ts';
import { diffJson, type JsonChange } from './diff-json.ts';

/** The difference between two graphs. Nodes are matched by their ids, and their order does not count. */
export type GraphDiff = {
  readonly nodes: {
    readonly added: readonly WorkflowNode[];
    readonly removed: readonly WorkflowNode[];
    readonly changed: readonly NodeChange[];
  };
  readonly connections: {
    readonly added: readonly WorkflowConnection[];
    readonly removed: readonly WorkflowConnection[];
    /** Whether the connections that both have are in another order, which is the order in which items are joined. */
    readonly reordered: boolean;
  };
  readonly settings: readonly JsonChange[];
};

type NodeChange = { readonly id: string; readonly name: string; readonly changes: readonly JsonChange[] };

function connectionKey(connection: WorkflowConnection): string {
  const { source, sourceHandle = MAIN_HANDLE, target, targetHandle = MAIN_HANDLE } = connection;
  return JSON.stringify([source, sourceHandle, target, targetHandle]);
}

function diffNodes(before: readonly WorkflowNode[], after: readonly WorkflowNode[]): GraphDiff['nodes'] {
  const old = new Map(before.map((node) => [node.id, node]));
  const ids = new Set(after.map((node) => node.id));
  const changed = after.flatMap((node) => {
    const was = old.get(node.id);
    const changes = was === undefined ? [] : diffJson(was, node);
    return changes.length === 0 ? [] : [{ id: node.id, name: node.name, changes }];
  });
  return {
    added: after.filter((node) => !old.has(node.id)),
    removed: before.filter((node) => !ids.has(node.id)),
    changed,
  };
}

function diffConnections(
  before: readonly WorkflowConnection[],
  after: readonly WorkflowConnection[],
): GraphDiff['connections'] {
  const old = new Set(before.map(connectionKey));
  const now = new Set(after.map(connectionKey));
  const keptBefore = [...old].filter((key) => now.has(key));
  const keptAfter = [...now].filter((key) => old.has(key));
  return {
    added: after.filter((connection) => !old.has(connectionKey(connection))),
    removed: before.filter((connection) => !now.has(connectionKey(connection))),
    reordered: keptBefore.some((key, index) => key !== keptAfter[index]),
  };
}

/** The difference from one graph to another. */
export function diffGraphs(before: WorkflowGraph, after: WorkflowGraph): GraphDiff {
  return {
    nodes: diffNodes(before.nodes, after.nodes),
    connections: diffConnections(before.connections, after.connections),
    settings: diffJson(before.settings, after.settings),
  };
}

/** Whether two graphs are written alike but for the order of nodes: saving such a graph makes no version. */
export function sameGraph(before: WorkflowGraph, after: WorkflowGraph): boolean {
  return diffJson(canonical(before), canonical(after)).length === 0;
}

function canonical({ nodes, connections, settings }: WorkflowGraph): WorkflowGraph {
  return { nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)), connections, settings };
}

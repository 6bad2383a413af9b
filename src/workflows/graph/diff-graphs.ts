import type { CanvasGroup, CanvasNote } from '../../engine/graph/canvas.ts';
import {
  MAIN_HANDLE,
  type WorkflowConnection,
  type WorkflowGraph,
  type WorkflowNode,
  type WorkflowSettings,
} from '../../engine/workflow.ts';
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
  readonly canvas: {
    readonly notes: PartsDiff<CanvasNote>;
    readonly groups: PartsDiff<CanvasGroup>;
  };
};

/** Parts of the canvas, matched by their ids. */
type PartsDiff<Part> = {
  readonly added: readonly Part[];
  readonly removed: readonly Part[];
  readonly changed: readonly { readonly id: string; readonly changes: readonly JsonChange[] }[];
  /** Whether those that both have lie on top of one another in another order. */
  readonly reordered: boolean;
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

function diffParts<Part extends CanvasNote | CanvasGroup>(
  before: readonly Part[] = [],
  after: readonly Part[] = [],
): PartsDiff<Part> {
  const old = new Map(before.map((part) => [part.id, part]));
  const ids = new Set(after.map(({ id }) => id));
  const kept = before.filter(({ id }) => ids.has(id));
  const keeping = after.filter(({ id }) => old.has(id));
  return {
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !ids.has(id)),
    changed: keeping.flatMap((part) => {
      const changes = diffJson(old.get(part.id) ?? null, part);
      return changes.length === 0 ? [] : [{ id: part.id, changes }];
    }),
    reordered: kept.some(({ id }, place) => id !== keeping[place]?.id),
  };
}

/** The settings by which a workflow runs. */
export function settingsToRun({ canvas: _, ...settings }: WorkflowSettings): WorkflowSettings {
  return settings;
}

/** The difference from one graph to another. */
export function diffGraphs(before: WorkflowGraph, after: WorkflowGraph): GraphDiff {
  return {
    nodes: diffNodes(before.nodes, after.nodes),
    connections: diffConnections(before.connections, after.connections),
    settings: diffJson(settingsToRun(before.settings), settingsToRun(after.settings)),
    canvas: {
      notes: diffParts(before.settings.canvas?.notes, after.settings.canvas?.notes),
      groups: diffParts(before.settings.canvas?.groups, after.settings.canvas?.groups),
    },
  };
}

/** Whether two graphs are written alike but for the order of nodes: saving such a graph makes no version. */
export function sameGraph(before: WorkflowGraph, after: WorkflowGraph): boolean {
  return diffJson(canonical(before), canonical(after)).length === 0;
}

function canonical({ nodes, connections, settings }: WorkflowGraph): WorkflowGraph {
  return { nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)), connections, settings };
}

import { canvasOf } from './canvas.ts';
import { connectionId, type Graph, MAIN, type WorkflowConnection, type WorkflowNode } from './graph.ts';
import { isSame } from './merge.ts';

export type DiffLine = { readonly id: string; readonly kind: 'added' | 'removed' | 'changed'; readonly text: string };

const FIELD_NAMES: { readonly [field: string]: string } = {
  config: 'its settings',
  position: 'its place',
  credentials: 'its credential',
  settings: 'how it fails and retries',
  pinned_data: 'its pinned data',
  notes: 'its note',
  color: 'its colour',
  size: 'its size',
  disabled: 'whether it is on',
  name: 'its name',
  type: 'its type',
};

/** So much of a note is shown in a list. */
const LONGEST_TEXT = 60;

function changedFields(before: WorkflowNode, after: WorkflowNode): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof WorkflowNode>;
  return [...fields].filter((field) => !isSame(before[field], after[field]));
}

function nodeLines(from: Graph, to: Graph): DiffLine[] {
  const before = new Map(from.nodes.map((node) => [node.id, node]));
  const after = new Set(to.nodes.map(({ id }) => id));
  const kept = to.nodes.flatMap((node): DiffLine[] => {
    const old = before.get(node.id);
    if (old === undefined) return [{ id: node.id, kind: 'added', text: node.name }];
    const fields = changedFields(old, node);
    if (fields.length === 0) return [];
    const what = fields.map((field) => FIELD_NAMES[field] ?? field).join(', ');
    return [{ id: node.id, kind: 'changed', text: `${node.name}: ${what}` }];
  });
  const gone = from.nodes.filter(({ id }) => !after.has(id));
  return [...kept, ...gone.map(({ id, name }): DiffLine => ({ id, kind: 'removed', text: name }))];
}

function lineText({ nodes }: Graph, { source, target, sourceHandle }: WorkflowConnection): string {
  const name = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  const by = sourceHandle && sourceHandle !== MAIN ? ` (${sourceHandle})` : '';
  return `Connection ${name(source)}${by} → ${name(target)}`;
}

type Part = { readonly id: string; readonly text: string };

/** Notes or groups of two drawings, by their ids. */
function partLines(what: string, from: readonly Part[], to: readonly Part[]): DiffLine[] {
  const before = new Map(from.map((part) => [part.id, part]));
  const after = new Set(to.map(({ id }) => id));
  const line = ({ id, text }: Part, kind: DiffLine['kind']): DiffLine => ({
    id: `${what} ${id}`,
    kind,
    text: `${what}: ${text.slice(0, LONGEST_TEXT)}`,
  });
  return [
    ...to.flatMap((part) => {
      const old = before.get(part.id);
      if (old !== undefined && isSame(old, part)) return [];
      return [line(part, old === undefined ? 'added' : 'changed')];
    }),
    ...from.filter(({ id }) => !after.has(id)).map((part) => line(part, 'removed')),
  ];
}

function canvasLines(from: Graph, to: Graph): DiffLine[] {
  const [before, after] = [canvasOf(from), canvasOf(to)];
  const named = (graph: typeof before): Part[] => graph.groups.map((group) => ({ ...group, text: group.name }));
  return [...partLines('Note', before.notes, after.notes), ...partLines('Group', named(before), named(after))];
}

/** What is different in `to`, in words: one line for each node, connection, note and group. */
export function diffGraphs(from: Graph, to: Graph): DiffLine[] {
  const before = new Set(from.connections.map(connectionId));
  const after = new Set(to.connections.map(connectionId));
  const lines = (graph: Graph, others: ReadonlySet<string>, kind: 'added' | 'removed'): DiffLine[] =>
    graph.connections
      .filter((line) => !others.has(connectionId(line)))
      .map((line) => ({ id: connectionId(line), kind, text: lineText(graph, line) }));
  return [
    ...nodeLines(from, to),
    ...lines(to, before, 'added'),
    ...lines(from, after, 'removed'),
    ...canvasLines(from, to),
    ...(isSame({ ...from.settings, canvas: null }, { ...to.settings, canvas: null })
      ? []
      : [{ id: 'settings', kind: 'changed' as const, text: 'Settings of the workflow' }]),
  ];
}

/** How each node of the two drawings differs, for the canvas. */
export function nodeChanges(from: Graph, to: Graph): { readonly [nodeId: string]: DiffLine['kind'] } {
  return Object.fromEntries(nodeLines(from, to).map(({ id, kind }) => [id, kind]));
}

import type { NodeType } from '../api/schema.gen.ts';
import { beginning } from '../schema/schema.ts';
import { connectionId, type Graph, type WorkflowConnection, type WorkflowNode } from './graph.ts';
import { rewriteReferences } from './references.ts';

const MAX_NAME = 255;

/** A name that no other node of the drawing has. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, '').slice(0, MAX_NAME - 5);
  for (let count = 2; ; count += 1) if (!taken.has(`${stem} ${count}`)) return `${stem} ${count}`;
}

/** An id that reads like the name, and that no other node has. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const stem =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 40) || 'node';
  if (!taken.has(stem)) return stem;
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}_${count}`)) return `${stem}_${count}`;
}

/** A node of a type, as it is when nobody has touched it. */
export function newNode(
  graph: Graph,
  type: NodeType,
  position: { readonly x: number; readonly y: number },
): WorkflowNode {
  const name = freeName(type.name, new Set(graph.nodes.map((node) => node.name)));
  const id = freeId(name, new Set(graph.nodes.map((node) => node.id)));
  return {
    id,
    type: type.type,
    name,
    position: { x: Math.round(position.x), y: Math.round(position.y) },
    config: beginning(type.config_schema) as WorkflowNode['config'],
  };
}

export type Fragment = { readonly nodes: readonly WorkflowNode[]; readonly connections: readonly WorkflowConnection[] };

/** The nodes with these ids, and the connections among them. */
export function fragmentOf(graph: Graph, ids: ReadonlySet<string>): Fragment {
  return {
    nodes: graph.nodes.filter(({ id }) => ids.has(id)),
    connections: graph.connections.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
}

/** A copy of a fragment that fits into the drawing: free ids and names, references among its nodes kept, moved by `by`. */
export function adopt(graph: Graph, fragment: Fragment, by: { readonly x: number; readonly y: number }): Fragment {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  const names = new Set(graph.nodes.map(({ name }) => name));
  const renamed = new Map<string, string>();
  const idOf = new Map<string, string>();
  for (const node of fragment.nodes) {
    const name = freeName(node.name, names);
    const id = freeId(name, ids);
    names.add(name);
    ids.add(id);
    idOf.set(node.id, id);
    renamed.set(node.name, name);
  }
  const nodes = fragment.nodes.map((node) => ({
    ...node,
    id: idOf.get(node.id) ?? node.id,
    name: renamed.get(node.name) ?? node.name,
    position: { x: (node.position?.x ?? 0) + by.x, y: (node.position?.y ?? 0) + by.y },
    config: renameAll(node.config, renamed),
  }));
  const connections = fragment.connections.flatMap((line) => {
    const [source, target] = [idOf.get(line.source), idOf.get(line.target)];
    return source === undefined || target === undefined ? [] : [{ ...line, source, target }];
  });
  return { nodes, connections: [...new Map(connections.map((line) => [connectionId(line), line])).values()] };
}

/** By way of names that nobody has, so that an exchange of two names comes out right. */
function renameAll<Value>(config: Value, renamed: ReadonlyMap<string, string>): Value {
  const changes = [...renamed].filter(([from, to]) => from !== to);
  const parked = changes.reduce((value, [from], index) => rewriteReferences(value, from, `\u0000${index}`), config);
  return changes.reduce((value, [, to], index) => rewriteReferences(value, `\u0000${index}`, to), parked);
}

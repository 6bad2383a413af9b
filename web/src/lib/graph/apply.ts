import { drawPart, eraseParts, moveParts } from './canvas.ts';
import type { Command, NodeChange } from './command.ts';
import { connectionId, type Graph, MAIN, type WorkflowConnection, type WorkflowNode } from './graph.ts';
import { rewriteReferences } from './references.ts';

/** The drawing after a command. What a command names and is not there, is left out; nothing is ever left dangling. */
export function apply(graph: Graph, command: Command): Graph {
  switch (command.type) {
    case 'add':
      return add(graph, command.nodes, command.connections);
    case 'remove':
      return eraseParts(remove(graph, new Set(command.nodes), new Set(command.connections)), new Set(command.nodes));
    case 'connect':
      return add(graph, [], [command.connection]);
    case 'move':
      return moveParts(
        mapNodes(graph, (node) => moved(node, command.positions[node.id])),
        command.positions,
      );
    case 'draw':
      return drawPart(graph, command.part);
    case 'change':
      return mapNodes(graph, (node) => (command.nodes.includes(node.id) ? changed(node, command.change) : node));
    case 'rename':
      return rename(graph, command.node, command.name);
    case 'insert':
      return insert(graph, command);
    case 'settings':
      return { ...graph, settings: command.settings };
    case 'replace':
      return command.graph;
  }
}

function mapNodes(graph: Graph, change: (node: WorkflowNode) => WorkflowNode): Graph {
  const nodes = graph.nodes.map(change);
  return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes };
}

function moved(node: WorkflowNode, position: { readonly x: number; readonly y: number } | undefined): WorkflowNode {
  if (position === undefined || (position.x === node.position?.x && position.y === node.position.y)) return node;
  return { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } };
}

function changed(node: WorkflowNode, change: NodeChange): WorkflowNode {
  const next: Record<string, unknown> = { ...node, ...change };
  for (const [field, value] of Object.entries(change)) if (value === undefined) delete next[field];
  return next as WorkflowNode;
}

function add(graph: Graph, nodes: readonly WorkflowNode[], connections: readonly WorkflowConnection[]): Graph {
  const taken = new Set(graph.nodes.map(({ id }) => id));
  const fresh = nodes.filter(({ id }) => !taken.has(id) && taken.add(id));
  const known = new Set(graph.connections.map(connectionId));
  const lines = connections.filter((line) => {
    const id = connectionId(line);
    return taken.has(line.source) && taken.has(line.target) && !known.has(id) && known.add(id);
  });
  if (fresh.length === 0 && lines.length === 0) return graph;
  return { ...graph, nodes: [...graph.nodes, ...fresh], connections: [...graph.connections, ...lines] };
}

function remove(graph: Graph, nodes: ReadonlySet<string>, connections: ReadonlySet<string>): Graph {
  const kept = graph.nodes.filter(({ id }) => !nodes.has(id));
  const lines = graph.connections.filter(
    (line) => !nodes.has(line.source) && !nodes.has(line.target) && !connections.has(connectionId(line)),
  );
  if (kept.length === graph.nodes.length && lines.length === graph.connections.length) return graph;
  return { ...graph, nodes: kept, connections: lines };
}

/** Expressions call nodes by their names, so all that name this one go along. */
function rename(graph: Graph, id: string, name: string): Graph {
  const before = graph.nodes.find((node) => node.id === id);
  if (before === undefined || before.name === name) return graph;
  return mapNodes(graph, (node) => {
    const config = rewriteReferences(node.config, before.name, name);
    if (node.id === id) return { ...node, name, config };
    return config === node.config ? node : { ...node, config };
  });
}

type Insertion = Extract<Command, { type: 'insert' }>;

/** Puts a node into a connection: what came by it now comes by the node. */
function insert(graph: Graph, { node, into, input, output }: Insertion): Graph {
  const line = graph.connections.find((one) => connectionId(one) === into);
  if (line === undefined) return add(graph, [node], []);
  const before = { ...line, target: node.id, ...(input === MAIN ? {} : { targetHandle: input }) };
  if (input === MAIN) delete before.targetHandle;
  const after = { ...line, source: node.id, ...(output === MAIN ? {} : { sourceHandle: output }) };
  if (output === MAIN) delete after.sourceHandle;
  return add(remove(graph, new Set(), new Set([into])), [node], [before, after]);
}

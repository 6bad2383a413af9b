import type { NodeExecution } from '../../../lib/api/schema.gen.ts';
import { type DataItem, itemsByHandle } from '../../../lib/data/items.ts';
import { type Graph, MAIN, type WorkflowNode } from '../../../lib/graph/graph.ts';

/** A node before this one, whose items it can call by name. */
type Source = { readonly node: WorkflowNode; readonly handle: string; readonly isDirect: boolean };

/** What comes into a node: from where, which items, and what calls one in an expression. */
export type NodeInput = {
  readonly sources: readonly Source[];
  readonly chosen: Source | null;
  readonly items: readonly DataItem[];
  readonly root: string;
  readonly hasRun: boolean;
};

/** All nodes before this one, the nearest first. */
function sourcesOf({ nodes, connections }: Graph, node: WorkflowNode): readonly Source[] {
  const byId = new Map(nodes.map((one) => [one.id, one]));
  const found = new Map<string, Source>();
  let edge = [node.id];
  for (let round = 0; edge.length > 0; round += 1) {
    const lines = connections.filter(({ target }) => edge.includes(target));
    const fresh = lines.filter(({ source }) => source !== node.id && !found.has(source));
    for (const { source, sourceHandle = MAIN } of fresh) {
      const one = byId.get(source);
      if (one) found.set(source, { node: one, handle: sourceHandle, isDirect: round === 0 });
    }
    edge = [...new Set(fresh.map(({ source }) => source))];
  }
  return [...found.values()];
}

function lastRun(runs: readonly NodeExecution[], nodeId: string): NodeExecution | undefined {
  return runs.filter(({ node_id }) => node_id === nodeId).at(-1);
}

/** The items that a node put out last: those pinned to it, or those of the execution that is shown. */
function outputItems(node: WorkflowNode, runs: readonly NodeExecution[], handle = MAIN): readonly DataItem[] {
  if (node.pinned_data) return node.pinned_data;
  return itemsByHandle(lastRun(runs, node.id)?.output_data)[handle] ?? [];
}

/** What comes into a node by what is known: the input of its last run or, where there is none, what the nodes before it put out. */
export function inputOf(
  graph: Graph,
  node: WorkflowNode,
  runs: readonly NodeExecution[],
  wanted: string | null,
): NodeInput {
  const sources = sourcesOf(graph, node);
  const chosen = sources.find((source) => source.node.id === wanted) ?? sources[0] ?? null;
  const own = lastRun(runs, node.id);
  const isNext = chosen?.isDirect === true && (wanted === null || sources[0]?.node.id === wanted);
  const received = isNext ? Object.values(itemsByHandle(own?.input_data))[0] : undefined;
  const items = received ?? (chosen ? outputItems(chosen.node, runs, chosen.handle) : []);
  const root =
    chosen === null || chosen.isDirect
      ? '$json'
      : `$('${chosen.node.name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}').item.json`;
  return { sources, chosen, items, root, hasRun: runs.length > 0 };
}

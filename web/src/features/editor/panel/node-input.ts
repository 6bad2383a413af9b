import { askFor, type ItemsAsked } from '../../../lib/api/node-items.ts';
import type { NodeRun } from '../../../lib/api/schema.gen.ts';
import type { DataItem } from '../../../lib/data/items.ts';
import type { ItemList } from '../../../lib/data/use-items.ts';
import { type Graph, MAIN, type WorkflowNode } from '../../../lib/graph/graph.ts';

/** A node before this one, whose items it can call by name. */
type Source = { readonly node: WorkflowNode; readonly handle: string; readonly isDirect: boolean };

/** What comes into a node: from where, which items, and what calls one in an expression. */
export type NodeInput = {
  readonly sources: readonly Source[];
  readonly chosen: Source | null;
  /** Those that are pinned, or of those that came in as many as are read by now. */
  readonly items: readonly DataItem[];
  readonly root: string;
  /** How many came in, and how more of them are read; `null`: they are pinned. */
  readonly list: (ItemList & { readonly total: number | null }) | null;
};

/** What is known of it before items are read. */
type InputPlan = Pick<NodeInput, 'sources' | 'chosen' | 'root'> & {
  readonly pinned: readonly DataItem[] | null;
  readonly asked: ItemsAsked | null;
  readonly total: number | null;
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

function lastRun(runs: readonly NodeRun[], nodeId: string): NodeRun | undefined {
  return runs.filter(({ node_id }) => node_id === nodeId).at(-1);
}

type Found = Pick<InputPlan, 'pinned' | 'asked' | 'total'>;

const NOTHING: Found = { pinned: null, asked: null, total: null };

/** The items that a node put out last: those pinned to it, or those of the execution that is shown. */
function outputOf(node: WorkflowNode, runs: readonly NodeRun[], handle = MAIN): Found {
  if (node.pinned_data) return { ...NOTHING, pinned: node.pinned_data };
  const run = lastRun(runs, node.id);
  const counts = run?.output.counts ?? {};
  if (run === undefined || (run.output.counts !== null && !counts[handle])) return NOTHING;
  return { ...NOTHING, asked: askFor(run, 'output', handle), total: counts[handle] ?? null };
}

/** What a node received in its last run. */
function received(run: NodeRun | undefined): Found | null {
  const [first] = Object.entries(run?.inputs ?? {});
  if (run === undefined || first === undefined) return null;
  return { ...NOTHING, asked: askFor(run, 'input', first[0]), total: first[1] };
}

/** What comes into a node by what is known: the input of its last run or, where there is none, what the nodes before it put out. */
export function inputOf(graph: Graph, node: WorkflowNode, runs: readonly NodeRun[], wanted: string | null): InputPlan {
  const sources = sourcesOf(graph, node);
  const chosen = sources.find((source) => source.node.id === wanted) ?? sources[0] ?? null;
  const isNext = chosen?.isDirect === true && (wanted === null || sources[0]?.node.id === wanted);
  const own = isNext ? received(lastRun(runs, node.id)) : null;
  const found = own ?? (chosen ? outputOf(chosen.node, runs, chosen.handle) : NOTHING);
  const root =
    chosen === null || chosen.isDirect
      ? '$json'
      : `$('${chosen.node.name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}').item.json`;
  return { sources, chosen, root, ...found };
}

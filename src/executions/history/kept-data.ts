import type { KeepData, WorkflowGraph } from '../../engine/workflow.ts';

/** How much history keeps of what each node brings forth, by the id of the node, and whether it keeps its messages and logs. */
export type KeptData = {
  outputOf(nodeId: string): KeepData;
  /** Messages and logs may quote what came in, or goes out: they are kept where all of that is. */
  keepsMessages(nodeId: string): boolean;
};

const STRICTNESS: { readonly [keep in KeepData]: number } = { all: 0, shape: 1, none: 2 };

function stricter(one: KeepData, other: KeepData): KeepData {
  return STRICTNESS[one] >= STRICTNESS[other] ? one : other;
}

function strictest(all: readonly KeepData[]): KeepData {
  return all.reduce(stricter, 'all');
}

/** Whether history keeps everything of all nodes, as nearly always. */
function keepsAll({ nodes, settings }: WorkflowGraph): boolean {
  return (
    (settings.keep_data ?? 'all') === 'all' && nodes.every((node) => (node.settings?.keep_data ?? 'all') === 'all')
  );
}

/**
 * What history keeps of the data of a workflow; `null`: everything. The inputs of a node stand in history as outputs of the nodes
 * before it, so those are kept no better than the node that takes them in says.
 */
export function keptData(graph: WorkflowGraph): KeptData | null {
  if (keepsAll(graph)) return null;
  const whole = graph.settings.keep_data ?? 'all';
  const own = new Map(graph.nodes.map((node) => [node.id, stricter(whole, node.settings?.keep_data ?? 'all')]));
  const ownOf = (id: string): KeepData => own.get(id) ?? whole;
  const outputs = new Map(
    graph.nodes.map(({ id }) => {
      const targets = graph.connections.filter(({ source }) => source === id).map(({ target }) => ownOf(target));
      return [id, strictest([ownOf(id), ...targets])];
    }),
  );
  const outputOf = (id: string): KeepData => outputs.get(id) ?? whole;
  return {
    outputOf,
    keepsMessages: (id) =>
      [id, ...graph.connections.filter(({ target }) => target === id).map(({ source }) => source)].every(
        (one) => outputOf(one) === 'all',
      ),
  };
}

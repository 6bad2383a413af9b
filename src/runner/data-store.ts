import type { InputRef } from '../engine/command.ts';
import type { Item, Outputs } from '../engine/item.ts';
import type { Plan, PlanNode } from '../engine/plan.ts';

/** The items that one node run receives: flat, as `Item.from` counts them, and by input handle. */
export type NodeInput = {
  readonly items: readonly Item[];
  readonly byHandle: { readonly [handle: string]: readonly Item[] };
};

/** The inputs and outputs of the node runs of one execution, as far as its runner holds them. */
export type DataStore = {
  /** Remembers where the input of a node run comes from. */
  begin(node: number, run: number, refs: readonly InputRef[]): void;
  /** Keeps what a node run brought forth. */
  put(node: number, run: number, outputs: Outputs): void;
  refs(node: number, run: number): readonly InputRef[] | undefined;
  outputs(node: number, run: number): Outputs | undefined;
  /** The latest run of a node that brought forth outputs. */
  latest(node: number): number | undefined;
  /** Gathers the input of a node run from the outputs that its references name. */
  input(node: PlanNode, refs: readonly InputRef[]): NodeInput;
};

const NOTHING: readonly Item[] = [];

function runKey(node: number, run: number): string {
  return `${node}:${run}`;
}

export function createDataStore(plan: Plan): DataStore {
  const outputs = new Map<string, Outputs>();
  const references = new Map<string, readonly InputRef[]>();
  const latest = new Map<number, number>();

  function itemsOf(ref: InputRef): readonly Item[] {
    const connection = plan.connections[ref.connection];
    if (connection === undefined) return NOTHING;
    return outputs.get(runKey(connection.source, ref.sourceRun))?.[connection.sourceHandle] ?? NOTHING;
  }

  function handleItems(refs: readonly InputRef[], handle: string): readonly Item[] {
    const parts = refs.filter((ref) => plan.connections[ref.connection]?.targetHandle === handle).map(itemsOf);
    return parts.length === 1 ? (parts[0] ?? NOTHING) : parts.flat();
  }

  return {
    begin(node, run, refs) {
      references.set(runKey(node, run), refs);
    },
    put(node, run, value) {
      outputs.set(runKey(node, run), value);
      latest.set(node, Math.max(run, latest.get(node) ?? 0));
    },
    refs: (node, run) => references.get(runKey(node, run)),
    outputs: (node, run) => outputs.get(runKey(node, run)),
    latest: (node) => latest.get(node),
    input(node, refs) {
      const byHandle = Object.fromEntries(node.inputs.map((handle) => [handle, handleItems(refs, handle)]));
      const lists = Object.values(byHandle);
      return { byHandle, items: lists.length === 1 ? (lists[0] ?? NOTHING) : lists.flat() };
    },
  };
}

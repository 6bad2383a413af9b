import type { InputRef } from '../../engine/command.ts';
import type { Item, Outputs } from '../../engine/item.ts';
import type { Plan, PlanNode } from '../../engine/plan.ts';
import type { NodeSource } from '../../executions/model/execution-record.ts';
import type { ExecutionMetadata } from '../../shared/execution-metadata.ts';
import type { LogLine } from '../../shared/log-line.ts';
import type { NodeData } from './journal.ts';

/** The items that a node run receives: as the flat list that `Item.from` indexes, and by input handle. */
export type NodeInput = {
  readonly items: readonly Item[];
  readonly byHandle: { readonly [handle: string]: readonly Item[] };
};

/** The inputs and outputs of the node runs of one execution, in the memory of its runner. */
export type DataStore = {
  /** Keeps the references to the input of a node run. */
  begin(node: number, run: number, refs: readonly InputRef[]): void;
  /** Keeps the outputs of a node run. */
  put(node: number, run: number, outputs: Outputs): void;
  refs(node: number, run: number): readonly InputRef[] | undefined;
  outputs(node: number, run: number): Outputs | undefined;
  /** Keeps all data of a node run that the journal has. The logs of an earlier attempt are dropped. */
  keep(node: number, run: number, data: NodeData): void;
  /** What a node run logged. */
  logs(node: number, run: number): readonly LogLine[];
  /** The searchable values that nodes have given so far. A later value replaces an earlier one of the same key. */
  metadata(): ExecutionMetadata;
  /** Where the outputs of a run came from. */
  source(node: number, run: number): NodeSource;
  /** The latest run of a node that has outputs. */
  latest(node: number): number | undefined;
  /** Collects the input of a node run from the outputs that its references name. */
  input(node: PlanNode, refs: readonly InputRef[]): NodeInput;
  /** The same for a loop node, which is given the items of its first round again in each: gathered once for these references. */
  loopInput(node: PlanNode, refs: readonly InputRef[]): NodeInput;
};

const NOTHING: readonly Item[] = [];

function runKey(node: number, run: number): string {
  return `${node}:${run}`;
}

/** Gathers once for each list of references. */
function onceFor(gather: DataStore['input']): DataStore['input'] {
  const known = new WeakMap<readonly InputRef[], NodeInput>();
  return (node, refs) => {
    const gathered = known.get(refs) ?? gather(node, refs);
    known.set(refs, gathered);
    return gathered;
  };
}

export function createDataStore(plan: Plan): DataStore {
  const outputs = new Map<string, Outputs>();
  const references = new Map<string, readonly InputRef[]>();
  const latest = new Map<number, number>();
  const logs = new Map<string, readonly LogLine[]>();
  let metadata: ExecutionMetadata = {};
  const given = new Map<string, NodeSource>();

  function itemsOf(ref: InputRef): readonly Item[] {
    const connection = plan.connections[ref.connection];
    if (connection === undefined) return NOTHING;
    const items = outputs.get(runKey(connection.source, ref.sourceRun))?.[connection.sourceHandle] ?? NOTHING;
    return items.length > ref.count ? items.slice(0, ref.count) : items;
  }

  function handleItems(refs: readonly InputRef[], handle: string): readonly Item[] {
    const parts = refs.filter((ref) => plan.connections[ref.connection]?.targetHandle === handle).map(itemsOf);
    return parts.length === 1 ? (parts[0] ?? NOTHING) : parts.flat();
  }

  function put(node: number, run: number, value: Outputs): void {
    outputs.set(runKey(node, run), value);
    latest.set(node, Math.max(run, latest.get(node) ?? 0));
  }

  function input(node: PlanNode, refs: readonly InputRef[]): NodeInput {
    const byHandle = Object.fromEntries(node.inputs.map((handle) => [handle, handleItems(refs, handle)]));
    const lists = Object.values(byHandle);
    return { byHandle, items: lists.length === 1 ? (lists[0] ?? NOTHING) : lists.flat() };
  }

  return {
    begin(node, run, refs) {
      references.set(runKey(node, run), refs);
    },
    put,
    keep(node, run, data) {
      put(node, run, data.outputs);
      if (data.given !== undefined) given.set(runKey(node, run), data.given);
      if (data.logs === undefined) logs.delete(runKey(node, run));
      else logs.set(runKey(node, run), data.logs);
      if (data.metadata !== undefined) metadata = { ...metadata, ...data.metadata };
    },
    logs: (node, run) => logs.get(runKey(node, run)) ?? [],
    source: (node, run) => given.get(runKey(node, run)) ?? 'performed',
    refs: (node, run) => references.get(runKey(node, run)),
    outputs: (node, run) => outputs.get(runKey(node, run)),
    metadata: () => metadata,
    latest: (node) => latest.get(node),
    input,
    loopInput: onceFor(input),
  };
}

import type { Item } from '../../engine/item.ts';
import { createOriginFinder } from '../../engine/links.ts';
import type { NodeRunView } from '../../engine/state.ts';
import type { CallResult } from '../../executions/lifecycle/end-text.ts';
import { MAX_CALL_DATA } from '../../executions/model/call-limits.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { lastRun } from './execution-history.ts';

/** Whether a caller waits for the result of the execution. */
function isAwaited({ depth, trigger }: ExecutionRun): boolean {
  return depth > 0 && trigger.data.awaited === true;
}

/** How many links a result may have in all, counting only items with several. Further items lose their links. */
const MAX_SHARED_LINKS = 500_000;

/** A function that tells for an item of the last node run from which items of the trigger it was made. */
function originsIn(run: ExecutionRun, last: NodeRunView): (item: Item, place: number) => readonly number[] {
  if (last.node === run.triggerNode) return (_item, place) => [place];
  const history = { inputs: run.data.refs, outputs: run.data.outputs };
  const find = createOriginFinder(run.workflow.plan, history, run.triggerNode);
  return ({ from = [] }) => {
    const sources = typeof from === 'number' ? [from] : from;
    const origins = sources.map((item) => find({ node: last.node, run: last.run, item }) ?? []);
    return origins.length === 1 ? (origins[0] ?? []) : [...new Set(origins.flat())];
  };
}

/** The items, linked with those of the trigger instead of those of the last node. */
function linked(items: readonly Item[], originsOf: (item: Item, place: number) => readonly number[]): readonly Item[] {
  let shared = 0;
  return items.map((made, place) => {
    const origins = originsOf(made, place);
    const { from: _, ...item } = made;
    const [first] = origins;
    if (first === undefined) return item;
    if (origins.length === 1) return { ...item, from: first };
    shared += origins.length;
    return shared > MAX_SHARED_LINKS ? item : { ...item, from: origins };
  });
}

/** The result of a called execution: the items of its last node with their files, linked with the items of the call. */
export function callResult(run: ExecutionRun): CallResult | null {
  if (!isAwaited(run)) return null;
  const last = lastRun(run);
  if (last === undefined) return { items: [], length: 0 };
  const outputs = Object.values(run.data.outputs(last.node, last.run) ?? {});
  const items = linked(outputs.flat(), originsIn(run, last));
  const { length } = JSON.stringify(items);
  return length > MAX_CALL_DATA ? { items: null, length } : { items, length };
}

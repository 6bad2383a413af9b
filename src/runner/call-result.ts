import type { Item } from '../engine/item.ts';
import { createOriginFinder } from '../engine/links.ts';
import type { NodeRunView } from '../engine/state.ts';
import type { CallResult } from '../executions/flush-executions.ts';
import { lastRun } from './execution-history.ts';
import type { ExecutionRun } from './execution-run.ts';
import { MAX_CALL_DATA } from './limits.ts';

/** Whether somebody waits for what the execution comes to. */
function isAwaited({ depth, trigger }: ExecutionRun): boolean {
  return depth > 0 && trigger.data.awaited === true;
}

/** For the items of a node run: the items of the trigger that they were made of. */
function linksToTrigger(run: ExecutionRun, last: NodeRunView): (item: Item, place: number) => readonly number[] {
  if (last.node === run.triggerNode) return (_item, place) => [place];
  const find = createOriginFinder(run.workflow.plan, { inputs: run.data.refs, outputs: run.data.outputs });
  return ({ from = [] }) => {
    const sources = typeof from === 'number' ? [from] : from;
    const origins = sources.flatMap((item) => find({ node: last.node, run: last.run, item }, run.triggerNode) ?? []);
    return sources.length > 1 ? [...new Set(origins)] : origins;
  };
}

function linked({ from: _, ...item }: Item, origins: readonly number[]): Item {
  const [first] = origins;
  if (first === undefined) return item;
  return { ...item, from: origins.length === 1 ? first : origins };
}

/** What a called execution hands back: the items that it came to, files and all, linked with those that it was called with. */
export function callResult(run: ExecutionRun): CallResult | null {
  if (!isAwaited(run)) return null;
  const last = lastRun(run);
  if (last === undefined) return { items: [], length: 0 };
  const linksOf = linksToTrigger(run, last);
  const outputs = Object.values(run.data.outputs(last.node, last.run) ?? {});
  const items = outputs.flatMap((list) => list.map((item, place) => linked(item, linksOf(item, place))));
  const { length } = JSON.stringify(items);
  return length > MAX_CALL_DATA ? { items: null, length } : { items, length };
}

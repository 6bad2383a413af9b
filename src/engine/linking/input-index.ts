import type { InputRef } from '../command.ts';
import type { Plan, PlanConnection } from '../plan.ts';
import { elementAt } from '../structure/element.ts';
import type { ItemPoint, RunHistory } from './run-history.ts';

/** Where a received item came from: a connection, a run of its source, and the index among the items on its handle. */
type ItemSource = { readonly connection: PlanConnection; readonly sourceRun: number; readonly index: number };

/** Finds where received items came from; `null` where a run received no such item. */
export type InputIndex = (point: ItemPoint) => ItemSource | null;

/** The part of a node's flat list of items that one run received. */
type Segment = {
  /** The run with which the list began. */
  readonly firstRun: number;
  readonly inputs: readonly InputRef[];
  /** Index in the flat list of the first item of each input. */
  readonly starts: readonly number[];
  readonly start: number;
  readonly end: number;
};

/** Makes an index over the inputs of node runs. Each run is read once; items are then found by bisection. */
export function createInputIndex(plan: Plan, history: RunHistory): InputIndex {
  const known = plan.nodes.map(() => new Map<number, Segment>());

  function segmentOf(node: number, run: number): Segment {
    const segments = elementAt(known, node);
    let next = run;
    while (!segments.has(next) && isContinued(plan, history, { node, run: next })) next--;
    let segment = segments.get(next) ?? firstSegment(history.inputs(node, next) ?? [], next);
    segments.set(next, segment);
    for (next++; next <= run; next++) {
      segment = nextSegment(history.inputs(node, next) ?? [], segment);
      segments.set(next, segment);
    }
    return segment;
  }

  return ({ node, run, item }) => {
    const { firstRun, end } = segmentOf(node, run);
    if (item < 0 || item >= end) return null;
    const from = lastUpTo({
      count: run - firstRun + 1,
      limit: item,
      at: (place) => segmentOf(node, firstRun + place).start,
    });
    const { inputs, starts } = segmentOf(node, firstRun + from);
    const input = lastUpTo({ count: starts.length, limit: item, at: (place) => elementAt(starts, place) });
    const { connection, sourceRun } = elementAt(inputs, input);
    return { connection: elementAt(plan.connections, connection), sourceRun, index: item - elementAt(starts, input) };
  };
}

/** Whether a run continues the list of the run before: a loop node that received nothing from outside. */
function isContinued(plan: Plan, history: RunHistory, { node, run }: Omit<ItemPoint, 'item'>): boolean {
  if (run === 0 || !elementAt(plan.nodes, node).isLoop) return false;
  const inputs = history.inputs(node, run) ?? [];
  return inputs.every((input) => elementAt(plan.connections, input.connection).back);
}

function firstSegment(inputs: readonly InputRef[], firstRun: number): Segment {
  return segmentFrom(inputs, firstRun, 0);
}

function nextSegment(inputs: readonly InputRef[], before: Segment): Segment {
  return segmentFrom(inputs, before.firstRun, before.end);
}

function segmentFrom(inputs: readonly InputRef[], firstRun: number, start: number): Segment {
  const starts: number[] = [];
  let end = start;
  for (const input of inputs) {
    starts.push(end);
    end += input.count;
  }
  return { firstRun, inputs, starts, start, end };
}

type Ascending = { readonly count: number; readonly limit: number; readonly at: (place: number) => number };

/** The last place in an ascending list whose number is not above the limit. That of the first place never is. */
function lastUpTo({ count, limit, at }: Ascending): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (at(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

import type { Item } from './item.ts';
import { createInputIndex, type InputIndex } from './linking/input-index.ts';
import type { ItemPoint, RunHistory } from './linking/run-history.ts';
import type { Plan } from './plan.ts';
import { elementAt } from './structure/element.ts';
import type { WorkMeter } from './work-meter.ts';

/** The item of an earlier node from which an item was made, with its place in its list, or why there is no single one. */
export type Link =
  | { readonly type: 'item'; readonly item: Item; readonly index: number }
  /** The node had no part in the making of the item. */
  | { readonly type: 'not_executed' }
  /** `node` is the index of the node whose items no longer say what they were made of. */
  | { readonly type: 'lost'; readonly node: number }
  /** `node` is the index of the node that made one item of several, which were made of different ones of the target. */
  | { readonly type: 'ambiguous'; readonly node: number };

/** Finds the item of the node `target` with which a received item is linked. What the search takes is charged on `work`. */
export type LinkFinder = (point: ItemPoint, target: number, work?: WorkMeter) => Link;

type Stride = Link | { readonly type: 'onward'; readonly node: number; readonly points: readonly ItemPoint[] };

/** What one step back costs. */
const STRIDE_STEPS = 2;

/**
 * A finder over the node runs of one execution. It remembers where inputs begin, and what lies behind items that were made
 * of several, so make one and keep it while they run.
 */
export function createLinkFinder(plan: Plan, history: RunHistory): LinkFinder {
  const ground = { plan, history, index: createInputIndex(plan, history) };
  const behindForks = new Map<string, Link>();
  return (point, target, work) => {
    const stride = (from: ItemPoint): Stride => {
      work?.spend(STRIDE_STEPS);
      return strideFrom(ground, from, target);
    };
    const { end, fork } = walkTrunk(point, stride);
    if (end.type !== 'onward') return end;
    const key = `${target}/${keyOf(fork)}`;
    const known = behindForks.get(key);
    if (known !== undefined) return known;
    const link = walkBranches(end.points, end.node, stride);
    behindForks.set(key, link);
    return link;
  };
}

/** The places of the items of one node that a received item was made of, in order; `null` if that is lost. */
export type OriginFinder = (point: ItemPoint) => readonly number[] | null;

/** How many steps back a finder takes from items made of several; what it finds no more after that counts as lost. */
const MAX_BRANCH_STRIDES = 1_000_000;

/** A finder of all items of `target` that items were made of, where {@link createLinkFinder} finds the one. */
export function createOriginFinder(plan: Plan, history: RunHistory, target: number): OriginFinder {
  const ground = { plan, history, index: createInputIndex(plan, history) };
  const forks = new Map<string, readonly number[]>();
  let strides = 0;

  /** The way back of many items leads through one fork: what lies behind it is looked for once. */
  function placesFrom(start: ItemPoint): readonly number[] {
    let point = start;
    for (;;) {
      const known = forks.get(keyOf(point));
      if (known !== undefined) return known;
      const stride = strideFrom(ground, point, target);
      if (stride.type !== 'onward') return placesOf(stride);
      if (stride.points.length > 1) return placesBehind(point, stride.points);
      point = elementAt(stride.points, 0);
    }
  }

  function placesBehind(fork: ItemPoint, points: readonly ItemPoint[]): readonly number[] {
    const places = branchPlaces(points, (from) => {
      strides += 1;
      return strides > MAX_BRANCH_STRIDES ? null : strideFrom(ground, from, target);
    });
    forks.set(keyOf(fork), places);
    return places;
  }

  return (point) => {
    const places = placesFrom(point);
    return places.length === 0 ? null : places;
  };
}

function placesOf(link: Link): readonly number[] {
  return link.type === 'item' ? [link.index] : [];
}

/** Goes back from all items that one was made of, and gathers what it finds: nothing if that would take too long (`null`). */
function branchPlaces(starts: readonly ItemPoint[], strideFrom: (from: ItemPoint) => Stride | null): readonly number[] {
  const points = new Map(starts.map((point) => [keyOf(point), point]));
  const places = new Set<number>();
  for (const point of points.values()) {
    const stride = strideFrom(point);
    if (stride === null) return [];
    if (stride.type === 'onward') addPoints(points, stride.points);
    else for (const place of placesOf(stride)) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

/** What is in it already keeps its place, so it can grow while it is walked. */
function addPoints(points: Map<string, ItemPoint>, more: readonly ItemPoint[]): void {
  for (const point of more) points.set(keyOf(point), point);
}

type Trunk = { readonly end: Stride; readonly fork: ItemPoint };

/** Goes back as long as each item was made of one other: to the end, or to an item that was made of several. */
function walkTrunk(start: ItemPoint, strideFrom: (from: ItemPoint) => Stride): Trunk {
  let fork = start;
  let end = strideFrom(fork);
  while (end.type === 'onward' && end.points.length === 1) {
    fork = elementAt(end.points, 0);
    end = strideFrom(fork);
  }
  return { end, fork };
}

/** Goes back from all items that one was made of, until two different ones are found. */
function walkBranches(starts: readonly ItemPoint[], fork: number, strideFrom: (from: ItemPoint) => Stride): Link {
  const points = new Map(starts.map((point) => [keyOf(point), point]));
  let answer: Link = { type: 'not_executed' };
  for (const point of points.values()) {
    const stride = strideFrom(point);
    if (stride.type === 'onward') {
      addPoints(points, stride.points);
    } else if (answer.type === 'item' && stride.type === 'item' && answer.item !== stride.item) {
      return { type: 'ambiguous', node: fork };
    } else if (stride.type === 'item' || answer.type === 'not_executed') {
      answer = stride;
    }
  }
  return answer;
}

type Ground = { readonly plan: Plan; readonly history: RunHistory; readonly index: InputIndex };

function strideFrom({ plan, history, index }: Ground, from: ItemPoint, target: number): Stride {
  const source = index(from);
  if (source === null) return strayed(history, from);
  const { source: node, sourceHandle } = source.connection;
  const item = history.outputs(node, source.sourceRun)?.[sourceHandle]?.[source.index];
  if (item === undefined) return { type: 'lost', node };
  if (node === target) return { type: 'item', item, index: source.index };
  if (elementAt(plan.nodes, node).kind === 'trigger') return { type: 'not_executed' };
  const made = typeof item.from === 'number' ? [item.from] : (item.from ?? []);
  if (made.length === 0) return { type: 'lost', node };
  return { type: 'onward', node, points: made.map((place) => ({ node, run: source.sourceRun, item: place })) };
}

/** A node that received nothing is where all began; one that did points at what it never had. */
function strayed(history: RunHistory, { node, run }: ItemPoint): Link {
  const received = history.inputs(node, run) ?? [];
  return received.length === 0 ? { type: 'not_executed' } : { type: 'lost', node };
}

function keyOf({ node, run, item }: ItemPoint): string {
  return `${node}:${run}:${item}`;
}

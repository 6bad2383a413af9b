import type { Item } from './item.ts';
import { createInputIndex, type InputIndex } from './linking/input-index.ts';
import type { ItemPoint, RunHistory } from './linking/run-history.ts';
import type { Plan } from './plan.ts';
import { elementAt } from './structure/element.ts';

/** The item of an earlier node from which an item was made, with its index, or why there is no single one. */
export type Link =
  | { readonly type: 'item'; readonly item: Item; readonly index: number }
  /** The item was not made from any item of the node. */
  | { readonly type: 'not_executed' }
  /** The items of `node` (index) have no links. */
  | { readonly type: 'lost'; readonly node: number }
  /** `node` (index) made one item of several, which come from different items of the target. */
  | { readonly type: 'ambiguous'; readonly node: number };

/** Finds the item of the node `target` from which a received item was made. */
export type LinkFinder = (point: ItemPoint, target: number) => Link;

type Step = Link | { readonly type: 'onward'; readonly node: number; readonly points: readonly ItemPoint[] };

/** Makes a finder for the node runs of an execution. It caches where inputs begin, so keep it as long as they run. */
export function createLinkFinder(plan: Plan, history: RunHistory): LinkFinder {
  const index = createInputIndex(plan, history);
  return (point, target) => {
    const step = (from: ItemPoint): Step => stepBack({ plan, history, index }, from, target);
    const found = followSingle(point, step);
    return found.type === 'onward' ? followSeveral(found.points, found.node, step) : found;
  };
}

/** The indices of the items of a node from which a received item was made, in order; `null` if the link is lost. */
export type OriginFinder = (point: ItemPoint) => readonly number[] | null;

/** How many steps back a finder takes in all from items that were made of several. After that, links count as lost. */
const MAX_BRANCH_STEPS = 1_000_000;

/** Makes a finder of all items of `target` from which an item was made, not just of a single one as {@link createLinkFinder}. */
export function createOriginFinder(plan: Plan, history: RunHistory, target: number): OriginFinder {
  const search = { plan, history, index: createInputIndex(plan, history) };
  const forks = new Map<string, readonly number[]>();
  let steps = 0;

  /** Many items lead back to the same fork, so what lies behind it is searched once. */
  function placesFrom(start: ItemPoint): readonly number[] {
    let point = start;
    for (;;) {
      const known = forks.get(keyOf(point));
      if (known !== undefined) return known;
      const step = stepBack(search, point, target);
      if (step.type !== 'onward') return placesOf(step);
      if (step.points.length > 1) return placesBehind(point, step.points);
      point = elementAt(step.points, 0);
    }
  }

  function placesBehind(fork: ItemPoint, points: readonly ItemPoint[]): readonly number[] {
    const places = collectPlaces(points, (from) => {
      steps += 1;
      return steps > MAX_BRANCH_STEPS ? null : stepBack(search, from, target);
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

/** Goes back from several items, and collects the places that it finds. Finds nothing if `stepBack` gives up (`null`). */
function collectPlaces(starts: readonly ItemPoint[], stepBack: (from: ItemPoint) => Step | null): readonly number[] {
  const points = new Map(starts.map((point) => [keyOf(point), point]));
  const places = new Set<number>();
  for (const point of points.values()) {
    const step = stepBack(point);
    if (step === null) return [];
    if (step.type === 'onward') addPoints(points, step.points);
    else for (const place of placesOf(step)) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

/** A map keeps its order when it grows, so it can be walked meanwhile. */
function addPoints(points: Map<string, ItemPoint>, more: readonly ItemPoint[]): void {
  for (const point of more) points.set(keyOf(point), point);
}

/** Goes back as long as each item was made of one item. */
function followSingle(start: ItemPoint, stepBack: (from: ItemPoint) => Step): Step {
  let step = stepBack(start);
  while (step.type === 'onward' && step.points.length === 1) step = stepBack(elementAt(step.points, 0));
  return step;
}

/** Goes back from several items until it finds two different ones of the target. */
function followSeveral(starts: readonly ItemPoint[], fork: number, stepBack: (from: ItemPoint) => Step): Link {
  const points = new Map(starts.map((point) => [keyOf(point), point]));
  let answer: Link = { type: 'not_executed' };
  for (const point of points.values()) {
    const step = stepBack(point);
    if (step.type === 'onward') {
      addPoints(points, step.points);
    } else if (answer.type === 'item' && step.type === 'item' && answer.item !== step.item) {
      return { type: 'ambiguous', node: fork };
    } else if (step.type === 'item' || answer.type === 'not_executed') {
      answer = step;
    }
  }
  return answer;
}

type Search = { readonly plan: Plan; readonly history: RunHistory; readonly index: InputIndex };

function stepBack({ plan, history, index }: Search, from: ItemPoint, target: number): Step {
  const source = index(from);
  if (source === null) return withoutSource(history, from);
  const { source: node, sourceHandle } = source.connection;
  const item = history.outputs(node, source.sourceRun)?.[sourceHandle]?.[source.index];
  if (item === undefined) return { type: 'lost', node };
  if (node === target) return { type: 'item', item, index: source.index };
  if (elementAt(plan.nodes, node).kind === 'trigger') return { type: 'not_executed' };
  const made = typeof item.from === 'number' ? [item.from] : (item.from ?? []);
  if (made.length === 0) return { type: 'lost', node };
  return { type: 'onward', node, points: made.map((place) => ({ node, run: source.sourceRun, item: place })) };
}

/** Where a run has no such item: a node without input is where the execution began; otherwise the link is wrong. */
function withoutSource(history: RunHistory, { node, run }: ItemPoint): Link {
  const received = history.inputs(node, run) ?? [];
  return received.length === 0 ? { type: 'not_executed' } : { type: 'lost', node };
}

function keyOf({ node, run, item }: ItemPoint): string {
  return `${node}:${run}:${item}`;
}

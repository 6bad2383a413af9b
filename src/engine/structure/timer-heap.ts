/** A moment (ms since epoch) at which the node run in a slot of the state's `runs` is to go on. */
export type Timer = { readonly at: number; readonly slot: number };

/** Timers with the earliest on top: a leftist heap. Adding and removing copy a logarithmic part, and share the rest. */
export type TimerHeap = TimerNode | null;

type TimerNode = {
  readonly timer: Timer;
  /** Length of the right spine, which is the shortest way down. */
  readonly rank: number;
  readonly left: TimerHeap;
  readonly right: TimerHeap;
};

/** The heap with one more timer. */
export function withTimer(heap: TimerHeap, timer: Timer): TimerHeap {
  return merged(heap, { timer, rank: 1, left: null, right: null });
}

/** The heap without its earliest timer. */
export function withoutEarliest(heap: TimerNode): TimerHeap {
  return merged(heap.left, heap.right);
}

function merged(one: TimerHeap, other: TimerHeap): TimerHeap {
  if (one === null) return other;
  if (other === null) return one;
  const [top, rest] = isEarlier(one.timer, other.timer) ? [one, other] : [other, one];
  const below = merged(top.right, rest);
  return rankOf(top.left) >= rankOf(below) ? joined(top, top.left, below) : joined(top, below, top.left);
}

function joined(top: TimerNode, left: TimerHeap, right: TimerHeap): TimerNode {
  return { timer: top.timer, rank: rankOf(right) + 1, left, right };
}

function rankOf(heap: TimerHeap): number {
  return heap === null ? 0 : heap.rank;
}

function isEarlier(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.slot < other.slot);
}

/** A moment at which something reaches the world outside of its process: `before` it happens there, and `after`, before its caller hears of it. */
export type Crossing = { readonly place: string; readonly phase: 'before' | 'after'; readonly text: string };

/** What becomes of it: it goes on, its connection breaks, or its caller is answered 500. */
export type Toll = 'go' | 'drop' | 'fail';

/** Decides at each crossing. It may wait. */
export type Watch = (crossing: Crossing) => Toll | Promise<Toll>;

/** Somebody who watches, and can be replaced by somebody else. */
export type Gate = { watch: Watch };

export function openGate(): Gate {
  return { watch: () => 'go' };
}

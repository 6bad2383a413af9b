import type { RateSlot } from './rate-window.ts';
import type { Ask } from './waiting-line.ts';

/** An execution that may run. Times in milliseconds since the epoch. */
export type Place = {
  readonly id: string;
  readonly key: string;
  readonly askedAt: number;
  readonly since: number;
  /** Whether it waited and is still to be told: its row is held. */
  readonly held: boolean;
};

/** What calls within a debounce of one key have come to. */
export type Debounce = {
  /** `last`: `ask` runs when the time is up. `first`: it was let in, and the others are dropped until then. */
  readonly runs: 'first' | 'last';
  readonly ask: Ask;
  /** When the first of them came, and when the time is up. */
  readonly since: number;
  readonly until: number;
};

/** Why an execution does not run. */
export type EndReason = 'replaced' | 'debounced' | 'singleton' | 'full' | 'line_full';

/** An execution that was accepted and is to be ended without having run. */
export type Ending = {
  readonly id: string;
  readonly reason: EndReason;
  /** The execution that takes its place, for `replaced`. */
  readonly by: string | null;
  readonly since: number;
};

/** What the gate says to an execution that asks. `retryAfterMs`: when it may be worth asking again; `null`: unknown. */
export type Decision =
  | { readonly type: 'admitted' }
  | { readonly type: 'waiting' }
  | { readonly type: 'dropped'; readonly reason: EndReason }
  | { readonly type: 'refused'; readonly reason: EndReason; readonly retryAfterMs: number | null };

/** A rate's slot, and whose it is; `key: null`: of the whole gate. */
export type KeyedSlot = RateSlot & { readonly key: string | null };

/** All that a gate knows. */
export type StoredGate = {
  readonly places: readonly Place[];
  readonly waiting: readonly Ask[];
  readonly slots: readonly KeyedSlot[];
  readonly debounces: readonly Debounce[];
  readonly endings: readonly Ending[];
};

/** Keeps what a gate knows. Each call replaces what was kept of the same id or key. */
export type GateKeeper = {
  putPlace(place: Place): void;
  dropPlace(id: string): void;
  putWaiting(ask: Ask): void;
  dropWaiting(id: string): void;
  putSlot(slot: KeyedSlot): void;
  /** Forgets the slots that ended at this moment or before. */
  dropSlots(end: number): void;
  putDebounce(debounce: Debounce): void;
  dropDebounce(key: string): void;
  putEnding(ending: Ending): void;
  dropEnding(id: string): void;
};

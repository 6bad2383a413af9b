/** What one evaluation may use up before it is stopped. */
export type Budget = {
  /** Nodes executed, callbacks called and elements produced. */
  readonly steps: number;
  /** Characters of all strings produced. */
  readonly characters: number;
  /** Asked every few thousand steps: whether the time is up. */
  readonly expired?: () => boolean;
};

/** Enough for any honest expression, and gone within a second of a dishonest one. */
export const DEFAULT_BUDGET: Budget = { steps: 1_000_000, characters: 10_000_000 };

import type { Item } from '../../engine/item.ts';
import type { LogLine } from '../../shared/log-line.ts';

/** Code to run once for all items, or once for each. */
export type CodeJob = {
  readonly source: string;
  readonly mode: 'all_items' | 'each_item';
  /** How long the code may compute, in milliseconds. */
  readonly limitMs: number;
  /** How many items it works on at the same time, if it runs once for each. */
  readonly concurrency: number;
};

/** Why code brought forth nothing. `line` is that of the source, from 1; `item` the index of the item at fault. */
export type CodeFailure = {
  readonly code: string;
  readonly message: string;
  /** Whether the same code may do better another time. */
  readonly retryable?: boolean;
  readonly line?: number;
  readonly item?: number;
};

/** What became of a job, and what the code wrote to its console on the way. */
export type CodeOutcome =
  | { readonly type: 'returned'; readonly items: readonly Item[]; readonly logs: readonly LogLine[] }
  | { readonly type: 'failed'; readonly failure: CodeFailure; readonly logs: readonly LogLine[] };

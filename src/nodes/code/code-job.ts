import type { Item } from '../../engine/item.ts';
import type { LogLine } from '../../shared/log-line.ts';

/** Code to run once for all items, or once for each. */
export type CodeJob = {
  readonly source: string;
  readonly mode: 'all_items' | 'each_item';
  /** The limit of the code's CPU time, in milliseconds. */
  readonly limitMs: number;
  /** How many items run at the same time, if the code runs once for each. */
  readonly concurrency: number;
};

/** Why code failed. `line`: in the source, from 1; `item`: the index of the item at fault. */
export type CodeFailure = {
  readonly code: string;
  readonly message: string;
  /** Whether another attempt may succeed. */
  readonly retryable?: boolean;
  readonly line?: number;
  readonly item?: number;
};

/** The result of a job, and what the code wrote to its console. */
export type CodeOutcome =
  | { readonly type: 'returned'; readonly items: readonly Item[]; readonly logs: readonly LogLine[] }
  | { readonly type: 'failed'; readonly failure: CodeFailure; readonly logs: readonly LogLine[] };

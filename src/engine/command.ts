import type { NodeFailure } from './event.ts';

/** Where a part of a node run's input comes from: the items on one connection. Empty ones are left out. */
export type InputRef = {
  readonly connection: number;
  readonly sourceRun: number;
  readonly count: number;
};

/** How an execution ended. */
export type Outcome =
  | { readonly status: 'completed' }
  | { readonly status: 'failed'; readonly failure: NodeFailure; readonly node: number | null }
  | { readonly status: 'cancelled' };

/** What the shell is to do next. Commands carry references, not data. */
export type ExecutionCommand =
  /** Perform this node. For a trigger `inputs` is empty: its input is the trigger data. */
  | {
      readonly type: 'run_node';
      readonly node: number;
      readonly run: number;
      readonly attempt: number;
      readonly inputs: readonly InputRef[];
      /** The run with which this pass of a loop node began: its first inputs came with that one. For other nodes, `run`. */
      readonly firstRun: number;
      /** The node waited until its time, or until what it waited for came: it is performed again to go on. */
      readonly resumed: boolean;
    }
  /** Nothing is running: deliver `timer_due` at this moment (ms since epoch), or wait for a resume call alone (`null`). */
  | { readonly type: 'wait'; readonly until: number | null }
  /** The execution is over; the shell flushes it and delivers nothing more. */
  | { readonly type: 'finish'; readonly outcome: Outcome };

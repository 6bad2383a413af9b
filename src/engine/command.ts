import type { NodeFailure } from './event.ts';

/** One part of a node run's input: the items on one connection. Connections without items are left out. */
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

/** What the runner is to do next. Commands carry references, not data. */
export type ExecutionCommand =
  /** Perform this node. For a trigger, `inputs` is empty: it works on the trigger data. */
  | {
      readonly type: 'run_node';
      readonly node: number;
      readonly run: number;
      readonly attempt: number;
      readonly inputs: readonly InputRef[];
      /** For a loop node, the run with which this pass began, which brought its items. For other nodes, `run`. */
      readonly firstRun: number;
      /** The node has waited, and its wait is over: it is performed again to go on. */
      readonly resumed: boolean;
    }
  /** No node is running: send `timer_due` at this moment (ms since epoch), or wait for a resume call only (`null`). */
  | { readonly type: 'wait'; readonly until: number | null }
  /** The execution has ended: write its history, and send no further events. */
  | { readonly type: 'finish'; readonly outcome: Outcome };

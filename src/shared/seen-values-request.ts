/** Whose history counts: the node's own, or the one that all nodes of the workflow with the scope `workflow` share. */
export type SeenValuesScope = 'node' | 'workflow';

/** What a node asks of the values that earlier executions brought. */
export type SeenValuesRequest =
  /** Which of the hashes are new? They are kept from then on, `historySize` at most: the oldest are dropped. No hash may occur twice. */
  | {
      readonly type: 'new';
      readonly scope: SeenValuesScope;
      readonly hashes: readonly string[];
      readonly historySize: number;
    }
  /** Which of the numbers are higher than all before? The highest is kept. `later` is the same for moments, in milliseconds. */
  | { readonly type: 'higher' | 'later'; readonly scope: SeenValuesScope; readonly values: readonly number[] }
  /** Forgets all of it. Answers nothing. */
  | { readonly type: 'clear'; readonly scope: SeenValuesScope };

/** The node run that asks. It gets the same answer however often it asks. */
export type AskingRun = {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly executionId: string;
  readonly nodeId: string;
  readonly runIndex: number;
};

import type { Item } from '../../engine/item.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import type { ResumeLinks } from '../../security/resume-links.ts';
import type { ExecutionRun } from '../run/execution-run.ts';

/** The part of an execution that expressions can read. Its runner has it, or it is read from history. */
export type ReadableRun = Pick<
  ExecutionRun,
  'id' | 'workflow' | 'data' | 'findLink' | 'triggerType' | 'trigger' | 'variables'
> & {
  /** Whether a node has failed, so that it brought nothing; absent while it runs: no other node runs then. */
  hasFailed?(node: number): boolean;
};

/** The node run for which expressions are evaluated. */
export type EvaluationPoint = {
  readonly node: number;
  readonly runIndex: number;
  readonly items: readonly Item[];
  /** Milliseconds since the epoch; the same for all expressions of the run. */
  readonly now: number;
  readonly random: () => number;
  /** The links to its waits; absent where there is no execution that could wait. */
  readonly links?: ResumeLinks;
  /** The meter of the node run, on which the search for linked items is charged; absent where nothing runs. */
  readonly work?: WorkMeter;
};

import type { ExecutionEnding, NodeRecord, TriggerType } from '../executions/model/execution-record.ts';
import type { TracedRun } from './run-trace.ts';

/** An execution that has ended, for whoever watches the platform. Of its data, only ids, codes, counts and times are told. */
export type EndedRun = TracedRun & {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly workflowVersion: number;
  readonly triggerType: TriggerType;
  /** When it was accepted, in milliseconds since the epoch. */
  readonly createdAt: number;
  readonly ending: ExecutionEnding;
  readonly nodes: readonly NodeRecord[];
};

/** Hears of ends that are written. Must return at once, and never throw. */
export type ReportEnd = (ended: EndedRun) => void;

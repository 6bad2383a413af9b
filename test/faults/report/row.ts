/** What came of the executions of one part. */
export type Counts = {
  readonly begun: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Accepted and without a row, or without an end in time, or completed without an effect that it should have had. */
  readonly lost: number;
  /** Rows beyond one for each delivery. */
  readonly doubled: number;
  /** Effects that happened again under the same key, as is allowed where they are at least once. */
  readonly repeated: number;
  /** Effects that happened again under another key. */
  readonly effectsDoubled: number;
  /** Effects that must not happen twice, and did. */
  readonly onceDoubled: number;
  /** Node runs of which nobody knows what came of them. */
  readonly unknown: number;
  /** Executions that a fault found unfinished; `null`: there is no one moment of a fault. */
  readonly interrupted: number | null;
  /** The longest time from the last fault that found an execution unfinished to its end, in seconds; `null`: none was interrupted. */
  readonly slowest: number | null;
  /** The same from the first such fault. */
  readonly slowestInAll: number | null;
};

/** A line of the report. `counts: null`: it was not run, or is not about executions, as `note` says. */
export type Row = {
  readonly part: string;
  readonly name: string;
  readonly counts: Counts | null;
  readonly note: string;
  /** What was promised and did not hold; nothing if all is well. */
  readonly breaks: readonly string[];
};

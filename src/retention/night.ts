import type { SystemDatabase } from '../db/client.ts';
import type { Clock } from '../shared/clock.ts';
import { pause } from '../shared/pause.ts';

/** What one step of the nightly work did. `finished`: false if it ran out of time, and the next night goes on. */
export type StepDone = { readonly rows: number; readonly finished: boolean; readonly details?: readonly string[] };

/** A step as `retention_runs.report` has it. `error`: why it failed; the other steps are done all the same. */
export type StepReport = {
  readonly step: string;
  readonly rows: number;
  readonly finished: boolean;
  readonly milliseconds: number;
  readonly details?: readonly string[];
  readonly error?: string;
};

/** One run of the nightly work. */
export type Night = {
  readonly db: SystemDatabase;
  /** Its row in `retention_runs`. */
  readonly runId: string;
  readonly now: Clock;
  /** Until when it may begin further statements, in milliseconds since the epoch. */
  readonly deadline: number;
};

export function isOver({ now, deadline }: Night): boolean {
  return now() >= deadline;
}

/** How long it rests after a statement: for so many times as long as that took, but no longer than this (ms). */
const REST = 4;
const LONGEST_REST_MS = 500;

/** Does one of many statements, and leaves the database to others for a while before the next. */
export async function gently<Result>({ now }: Night, work: () => Promise<Result>): Promise<Result> {
  const began = now();
  const result = await work();
  await pause(Math.min(LONGEST_REST_MS, REST * (now() - began)));
  return result;
}

/** Repeats a statement that takes some rows at a time until it takes fewer than it may, or the night is over. */
export async function inChunks(night: Night, chunk: number, take: () => Promise<number>): Promise<StepDone> {
  let rows = 0;
  while (!isOver(night)) {
    const taken = await gently(night, take);
    rows += taken;
    if (taken < chunk) return { rows, finished: true };
  }
  return { rows, finished: false };
}

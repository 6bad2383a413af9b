import { acceptedRow } from '../../executions/model/execution-columns.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';

/** Why a schedule starts a run: its time has come, a past range is made up for, or a person wants it now. */
export type RunReason = 'schedule' | 'backfill' | 'run_now';

/** A run that a schedule starts. `slot`: in milliseconds since the epoch; `null`: a person asked for it. */
export type ScheduledStart = {
  readonly scheduleId: string;
  readonly slot: number | null;
  readonly reason: RunReason;
  /** Whether it is queued behind an execution that goes on. */
  readonly held: boolean;
  /** Its input comes from the schedule. */
  readonly execution: NewExecution;
};

/** The start as it travels in a statement. */
export function startRow({ scheduleId, slot, reason, held, execution }: ScheduledStart): object {
  return {
    ...acceptedRow(execution),
    status: 'queued',
    epoch: 0,
    claims: 0,
    schedule_id: scheduleId,
    slot_at: slot === null ? null : new Date(slot).toISOString(),
    reason,
    held,
  };
}

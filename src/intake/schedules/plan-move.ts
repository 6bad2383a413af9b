import type { ScheduleFailure, ScheduleMove } from '../../schedules/firing/fire-due.ts';
import type { DueRow } from '../../schedules/firing/read-due.ts';
import { comingSlot, type DueSchedule, type DueSlots, dueSlots } from '../../schedules/slots/due-slots.ts';
import { jitterOf } from '../../schedules/slots/jitter.ts';
import { decideOverlap, type OpenRun } from '../../schedules/slots/overlap.ts';
import { slotsOf } from '../../schedules/slots/schedule-times.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { findTarget } from './find-target.ts';
import { type ScheduleTarget, scheduledStart } from './scheduled-execution.ts';

/** A due schedule, its executions that go on, and the present moment. */
export type Situation = { readonly row: DueRow; readonly open: readonly OpenRun[]; readonly now: number };

const INACTIVE: ScheduleFailure = {
  code: 'schedules.workflow_inactive',
  message: 'The workflow is not active. Publishing it starts the schedule again.',
};

const UNREADABLE: ScheduleFailure = {
  code: 'schedules.unreadable',
  message: 'The rule or the time zone of the schedule cannot be read any more.',
};

const UNCHANGED = { starts: [], cancel: [], skipped: 0, missed: null, failure: null, parked: false } as const;

function dueScheduleOf(row: DueRow): DueSchedule {
  return {
    next: slotsOf({
      ruleText: row.cron_expression,
      timezone: row.timezone,
      origin: row.origin,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
    }),
    jitterOf: (slot) => jitterOf({ id: row.id, jitterSeconds: row.jitter_seconds }, slot),
    longestJitter: row.jitter_seconds * 1000,
    slot: row.next_slot_at,
    startsAt: row.next_run_at,
    catchUp: { policy: row.catch_up, maxRuns: row.catch_up_max_runs, windowMinutes: row.catch_up_window_minutes },
  };
}

/** It rests until somebody changes it or its workflow; its slot counts as missed. */
function park({ row, now }: Situation, failure: ScheduleFailure): ScheduleMove {
  return { ...UNCHANGED, row, coming: null, missed: { from: row.next_slot_at, until: now }, failure, parked: true };
}

/** The slots that have come are missed; the next ones are tried again. */
export function failMove(row: DueRow, now: number, failure: ScheduleFailure): ScheduleMove {
  const coming = comingSlot(dueScheduleOf(row), now);
  const missed = { from: row.next_slot_at, until: coming?.slot ?? now };
  return { ...UNCHANGED, row, coming, missed, failure };
}

function startMove(
  deps: IntakeDeps,
  { row, open }: Situation,
  { slots, target }: { slots: DueSlots; target: ScheduleTarget },
): ScheduleMove {
  const { start, hold, skip, cancel } = decideOverlap(row.overlap, slots.run, open);
  const begin = (slot: number, held: boolean) =>
    scheduledStart(deps, { schedule: row, target, slot, reason: 'schedule', held, triggeredBy: null });
  const starts = [...start.map((slot) => begin(slot, false)), ...(hold === null ? [] : [begin(hold, true)])];
  const { missed, coming } = slots;
  return { ...UNCHANGED, row, starts, cancel, coming, skipped: skip.length, missed };
}

function readSlots(row: DueRow, now: number): DueSlots | null {
  try {
    return dueSlots(dueScheduleOf(row), now);
  } catch (error) {
    consoleLog({ level: 'error', message: 'A schedule cannot be read.', schedule: row.id, error });
    return null;
  }
}

/** Works out how a due schedule moves on. What is wrong with it becomes its last error, and stops no other. */
export async function planMove(deps: IntakeDeps, situation: Situation): Promise<ScheduleMove> {
  const { row, now } = situation;
  if (row.version === null) return park(situation, INACTIVE);
  const slots = readSlots(row, now);
  if (slots === null) return park(situation, UNREADABLE);
  if (slots.run.length === 0) return { ...UNCHANGED, row, coming: slots.coming, missed: slots.missed };
  const { id: scheduleId, workflow_id: workflowId, node_id: nodeId, version } = row;
  const found = await findTarget(deps, { scheduleId, workflowId, version, nodeId });
  if (found.type === 'failed') return failMove(row, now, found.failure);
  return startMove(deps, situation, { slots, target: found.target });
}

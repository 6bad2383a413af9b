import type { ScheduleShape } from './schedule-shape.ts';
import type { Schedule } from './schedules.schemas.ts';
import type { schedules } from './schedules.table.ts';

/** A row as it is read: at rest wherever its workflow is, even if no tick has noticed yet. */
export type ScheduleRow = typeof schedules.$inferSelect;

/** A schedule as stored. Moments are ISO 8601. */
export type StoredSchedule = ScheduleShape &
  Pick<Schedule, 'id' | 'workflow_id' | 'workspace_id' | 'node_id' | 'is_active' | 'paused_at'> &
  Pick<Schedule, 'next_slot_at' | 'next_run_at' | 'input_data'> & {
    readonly position: number;
    readonly revision: number;
    /** As people see it. */
    readonly view: Schedule;
  };

function iso(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}

function shapeColumns(row: ScheduleRow): ScheduleShape {
  return {
    name: row.name,
    cron_expression: row.cron_expression,
    timezone: row.timezone,
    origin: row.origin.toISOString(),
    starts_at: iso(row.starts_at),
    ends_at: iso(row.ends_at),
    jitter_seconds: row.jitter_seconds,
    overlap: row.overlap,
    catch_up: row.catch_up,
    catch_up_max_runs: row.catch_up_max_runs,
    catch_up_window_minutes: row.catch_up_window_minutes,
  };
}

/** Only what the policy needs, as a client may send it again. */
function shownCatchUp(row: ScheduleRow): Schedule['catch_up'] {
  const { catch_up: policy, catch_up_max_runs: max_runs, catch_up_window_minutes: window_minutes } = row;
  if (policy === 'none') return { policy };
  return policy === 'last' ? { policy, window_minutes } : { policy, max_runs, window_minutes };
}

function shownMissed({ missed_from: from, missed_until: until }: ScheduleRow): Schedule['missed'] {
  return from === null || until === null ? null : { from: from.toISOString(), until: until.toISOString() };
}

function shownError({ last_error_code: code, last_error_message: message, last_error_at: at }: ScheduleRow) {
  return code === null || message === null || at === null ? null : { code, message, at: at.toISOString() };
}

function viewOf(row: ScheduleRow): Schedule {
  const { catch_up, catch_up_max_runs, catch_up_window_minutes, ...shape } = shapeColumns(row);
  return {
    ...shape,
    id: row.id,
    workflow_id: row.workflow_id,
    workspace_id: row.workspace_id,
    created_by: row.created_by,
    node_id: row.node_id,
    catch_up: shownCatchUp(row),
    is_active: row.is_active,
    paused_at: iso(row.paused_at),
    input_data: row.input_data,
    next_slot_at: row.is_active ? iso(row.next_slot_at) : null,
    next_run_at: row.is_active ? iso(row.next_run_at) : null,
    last_run_at: iso(row.last_run_at),
    run_count: row.run_count,
    skipped_count: row.skipped_count,
    last_skipped_at: iso(row.last_skipped_at),
    missed: shownMissed(row),
    last_error: shownError(row),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function toStoredSchedule(row: ScheduleRow): StoredSchedule {
  const view = viewOf(row);
  const { id, workflow_id, workspace_id, node_id, is_active, paused_at, next_slot_at, next_run_at, input_data } = view;
  const { position, revision } = row;
  const columns = {
    id,
    workflow_id,
    workspace_id,
    node_id,
    is_active,
    paused_at,
    next_slot_at,
    next_run_at,
    input_data,
  };
  return { ...shapeColumns(row), ...columns, position, revision, view };
}

import { parseRuleText } from '../nodes/schedule/rule-text.ts';
import type { Actor } from '../security/permissions.ts';
import { changeSchedule } from './change-schedule.ts';
import { givenRule } from './create-schedule.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { StoredSchedule } from './model/schedule-rows.ts';
import { type ScheduleOptions, type ScheduleShape, shapeOf, stateFrom } from './model/schedule-shape.ts';
import { endBeforeStart, scheduleOfNode } from './model/schedules.errors.ts';
import type { Schedule, UpdateSchedule } from './model/schedules.schemas.ts';

function catchUpOf(current: StoredSchedule): ScheduleOptions['catch_up'] {
  const { catch_up: policy, catch_up_max_runs: max_runs, catch_up_window_minutes: window_minutes } = current;
  return { policy, max_runs, window_minutes };
}

/** What is given, or what is stored if nothing is; a given null takes it away. */
function momentOf(given: string | null | undefined, stored: string | null): string | undefined {
  return (given === undefined ? stored : given) ?? undefined;
}

function optionsOf(current: StoredSchedule, given: UpdateSchedule): ScheduleOptions {
  return {
    starts_at: momentOf(given.starts_at, current.starts_at),
    ends_at: momentOf(given.ends_at, current.ends_at),
    jitter_seconds: given.jitter_seconds ?? current.jitter_seconds,
    overlap: given.overlap ?? current.overlap,
    catch_up: given.catch_up ?? catchUpOf(current),
  };
}

/** "Every n" counts anew only where the rule is another one. */
function shapeFrom(current: StoredSchedule, given: UpdateSchedule, now: string): ScheduleShape {
  const rule = givenRule(given) ?? parseRuleText(current.cron_expression);
  const shape = shapeOf({
    name: given.name ?? current.name,
    rule,
    timezone: given.timezone ?? current.timezone,
    origin: now,
    options: optionsOf(current, given),
  });
  const sameRule = shape.cron_expression === current.cron_expression && shape.starts_at === current.starts_at;
  return { ...shape, origin: sameRule ? current.origin : shape.origin };
}

const TIMES = ['cron_expression', 'timezone', 'origin', 'starts_at', 'ends_at', 'jitter_seconds'] as const;

/**
 * Changes a schedule; what is left out stays. What is running goes on. Throws `schedules.not_found`, `schedules.of_node`,
 * `schedules.end_before_start`, `schedules.changed_meanwhile`.
 */
export async function updateSchedule(
  deps: ScheduleDeps,
  actor: Actor,
  { id, given }: { readonly id: string; readonly given: UpdateSchedule },
): Promise<Schedule> {
  const current = await loadSchedule(deps, actor, id);
  if (current.node_id !== null) throw scheduleOfNode(current.node_id);
  const at = deps.now();
  const shape = shapeFrom(current, given, new Date(at).toISOString());
  if (shape.starts_at !== null && shape.ends_at !== null && shape.starts_at >= shape.ends_at) throw endBeforeStart();
  const restate = current.paused_at === null && TIMES.some((column) => shape[column] !== current[column]);
  const state = restate ? stateFrom({ ...shape, id }, at) : {};
  const refill = given.input_data !== undefined;
  const fill = refill ? { refill, input_data: given.input_data ?? null } : {};
  const edit = { ...shape, ...state, ...fill, action: 'schedules.updated', at, reshape: true, restate } as const;
  return changeSchedule(deps, actor, { current, edit });
}

import type { z } from 'zod';
import { ruleText } from '../../nodes/schedule/rule-text.ts';
import type { scheduleOptionFields } from '../../nodes/schedule/schedule-options.ts';
import type { ScheduleRule } from '../../nodes/schedule/schedule-rule.ts';
import { comingSlot } from '../slots/due-slots.ts';
import { jitterOf } from '../slots/jitter.ts';
import type { CatchUpPolicy, OverlapPolicy } from '../slots/schedule-policies.ts';
import { slotsOf } from '../slots/schedule-times.ts';
import type { NextSlot } from '../slots/slots.ts';

/** The columns by which a schedule is what it is. Moments are ISO 8601. */
export type ScheduleShape = {
  readonly name: string;
  readonly cron_expression: string;
  readonly timezone: string;
  readonly origin: string;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly jitter_seconds: number;
  readonly overlap: OverlapPolicy;
  readonly catch_up: CatchUpPolicy;
  readonly catch_up_max_runs: number;
  readonly catch_up_window_minutes: number;
};

/** Whether it runs, and what comes next. */
export type ScheduleState = {
  readonly is_active: boolean;
  readonly next_slot_at: string | null;
  readonly next_run_at: string | null;
};

/** The options of a schedule, their defaults filled in. */
export type ScheduleOptions = z.output<z.ZodObject<typeof scheduleOptionFields>>;

/** What is stored for a policy that needs neither. */
const NO_MATTER = { max_runs: 1, window_minutes: 1 };

function iso(moment: string | undefined): string | null {
  return moment === undefined ? null : new Date(moment).toISOString();
}

type ShapeSource = {
  readonly name: string;
  readonly rule: ScheduleRule;
  readonly timezone: string;
  /** From when on "every n" counts unless the options name a start. */
  readonly origin: string;
  readonly options: ScheduleOptions;
};

/** The columns of a rule with its options. */
export function shapeOf({ name, rule, timezone, origin, options }: ShapeSource): ScheduleShape {
  const { starts_at, ends_at, jitter_seconds, overlap, catch_up } = options;
  const { policy, max_runs, window_minutes } = { ...NO_MATTER, ...catch_up };
  const start = iso(starts_at);
  return {
    name,
    cron_expression: ruleText(rule),
    timezone,
    origin: start ?? origin,
    starts_at: start,
    ends_at: iso(ends_at),
    jitter_seconds,
    overlap,
    catch_up: policy,
    catch_up_max_runs: max_runs,
    catch_up_window_minutes: window_minutes,
  };
}

type TimesShape = Pick<ScheduleShape, 'cron_expression' | 'timezone' | 'origin' | 'starts_at' | 'ends_at'>;

/** The slots of a schedule as it is stored. Throws for a rule or a zone that are none, which nobody may store. */
export function slotsOfShape({ cron_expression, timezone, origin, starts_at, ends_at }: TimesShape): NextSlot {
  return slotsOf({
    ruleText: cron_expression,
    timezone,
    origin: Date.parse(origin),
    startsAt: starts_at === null ? null : Date.parse(starts_at),
    endsAt: ends_at === null ? null : Date.parse(ends_at),
  });
}

/** A schedule at rest. */
export const AT_REST: ScheduleState = { is_active: false, next_slot_at: null, next_run_at: null };

/** The state of a schedule that runs from now on. */
export function stateFrom(schedule: TimesShape & { id: string; jitter_seconds: number }, now: number): ScheduleState {
  const jitter = { id: schedule.id, jitterSeconds: schedule.jitter_seconds };
  const coming = comingSlot({ next: slotsOfShape(schedule), jitterOf: (slot) => jitterOf(jitter, slot) }, now);
  return {
    is_active: true,
    next_slot_at: coming === null ? null : new Date(coming.slot).toISOString(),
    next_run_at: coming === null ? null : new Date(coming.startsAt).toISOString(),
  };
}

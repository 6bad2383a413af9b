import { parseRuleText } from '../../nodes/schedule/rule-text.ts';
import type { ScheduleRule } from '../../nodes/schedule/schedule-rule.ts';
import { createTimetable } from '../../nodes/schedule/timetable.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import type { NextSlot } from './slots.ts';

/** When a schedule comes. Moments in milliseconds since the epoch; its first moment belongs to it, its last does not. */
export type ScheduleTimes = {
  /** The rule as it is stored. */
  readonly ruleText: string;
  readonly timezone: string;
  readonly origin: number;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
};

/** Many schedules have the same rule, and to read one costs more than to follow it. */
const RULES_KEPT = 5000;

/** The first moment that the database does not read. */
const TOO_LATE = Date.UTC(10_000, 0);

const rules = createLruCache<ScheduleRule>(RULES_KEPT);

function ruleOf(text: string): ScheduleRule {
  const known = rules.get(text);
  if (known !== undefined) return known;
  const rule = parseRuleText(text);
  rules.set(text, rule);
  return rule;
}

/** The slots of a schedule. Throws for a rule or a zone that are none, which nobody may store. */
export function slotsOf({ ruleText, timezone, origin, startsAt, endsAt }: ScheduleTimes): NextSlot {
  const timetable = createTimetable({ rule: ruleOf(ruleText), timezone, origin });
  const before = startsAt === null ? Number.NEGATIVE_INFINITY : startsAt - 1;
  const end = endsAt ?? TOO_LATE;
  return (after) => {
    const slot = timetable.next(Math.max(after, before));
    return slot === null || slot >= end ? null : slot;
  };
}

import { MAX_RULE_TEXT, type ScheduleRule, scheduleRuleSchema } from './schedule-rule.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A rule as one line of 100 characters at most: a cron expression, or such as `every 2 weeks on mon,thu at 09:00`. */
export function ruleText(rule: ScheduleRule): string {
  if (rule.unit === 'cron') return rule.expression.trim().split(/\s+/).join(' ');
  const every = rule.interval === 1 ? `every ${rule.unit.slice(0, -1)}` : `every ${rule.interval} ${rule.unit}`;
  return [every, ...detailsOf(rule)].join(' ');
}

function detailsOf(rule: Exclude<ScheduleRule, { unit: 'cron' }>): string[] {
  switch (rule.unit) {
    case 'minutes':
      return [];
    case 'hours':
      return [`at minute ${rule.minute}`];
    case 'days':
      return [clockTime(rule)];
    case 'weeks':
      return [`on ${weekdayNames(rule.weekdays)}`, clockTime(rule)];
    case 'months':
      return [`on day ${rule.day}`, clockTime(rule)];
  }
}

function weekdayNames(weekdays: readonly number[]): string {
  return WEEKDAYS.filter((_name, weekday) => weekdays.includes(weekday)).join(',');
}

function clockTime({ hour, minute }: { readonly hour: number; readonly minute: number }): string {
  return `at ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const EVERY =
  /^every (?:(?<interval>\d{1,3}) )?(?<unit>minute|hour|day|week|month)s?(?: on day (?<day>\d{1,2})| on (?<weekdays>[a-z,]+))?(?: at minute (?<past>\d{1,2})| at (?<hour>\d{2}):(?<minute>\d{2}))?$/;

/** The rule of a line that `ruleText` has made. Throws `ZodError`, which names what is wrong, for what is no rule. */
export function parseRuleText(text: string): ScheduleRule {
  const line = text.slice(0, MAX_RULE_TEXT + 1);
  const found = EVERY.exec(line)?.groups;
  if (found === undefined) return scheduleRuleSchema.parse({ unit: 'cron', expression: line });
  const { interval = '1', unit, day, weekdays, past, hour, minute } = found;
  const written = Object.entries({
    unit: `${unit}s`,
    interval: Number(interval),
    day: numberOf(day),
    weekdays: weekdays?.split(',').map((name) => WEEKDAYS.indexOf(name)),
    hour: numberOf(hour),
    minute: numberOf(past ?? minute),
  });
  return scheduleRuleSchema.parse(Object.fromEntries(written.filter(([, value]) => value !== undefined)));
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

import { z } from 'zod';
import { cronFault } from './cron-fault.ts';

/** The longest text of a rule, as the database keeps it. */
export const MAX_RULE_TEXT = 100;

const interval = (max: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(max)
    .default(1)
    .meta({ title: 'Every', description: 'How many of them lie between two runs.' });
const minute = z
  .number()
  .int()
  .min(0)
  .max(59)
  .default(0)
  .meta({ title: 'Minute', description: 'The minute of the hour at which it runs.' });
const hour = z
  .number()
  .int()
  .min(0)
  .max(23)
  .default(0)
  .meta({ title: 'Hour', description: 'The hour of the day, from 0 to 23, at which it runs.' });

function unit<Unit extends string>(name: Unit) {
  return z.literal(name).meta({ title: 'Unit', description: 'What is counted between two runs.' });
}

/** A cron expression of five fields, or one of the nicknames. */
export const cronExpressionSchema = z
  .string()
  .max(MAX_RULE_TEXT, { abort: true })
  .superRefine((text, context) => {
    const fault = cronFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault.message, params: { code: fault.code } });
  })
  .meta({
    title: 'Cron expression',
    description:
      'Minute, hour, day of the month, month, day of the week; or @hourly, @daily, @weekly, @monthly, @yearly.',
  });

/** When a schedule runs: a cron expression, or every so many minutes, hours, days, weeks or months. */
export const scheduleRuleSchema = z.discriminatedUnion('unit', [
  z.strictObject({ unit: unit('minutes'), interval: interval(59) }).meta({ title: 'Minutes' }),
  z.strictObject({ unit: unit('hours'), interval: interval(23), minute }).meta({ title: 'Hours' }),
  z.strictObject({ unit: unit('days'), interval: interval(31), hour, minute }).meta({ title: 'Days' }),
  z
    .strictObject({
      unit: unit('weeks'),
      interval: interval(52),
      weekdays: z
        .array(z.number().int().min(0).max(6))
        .min(1)
        .max(7)
        .default([0])
        .meta({ title: 'Weekdays', description: 'The days of the week, 0 for Sunday to 6 for Saturday.' }),
      hour,
      minute,
    })
    .meta({ title: 'Weeks' }),
  z
    .strictObject({
      unit: unit('months'),
      interval: interval(12),
      day: z
        .number()
        .int()
        .min(1)
        .max(31)
        .default(1)
        .meta({ title: 'Day', description: 'The day of the month. Months that lack it are left out.' }),
      hour,
      minute,
    })
    .meta({ title: 'Months' }),
  z.strictObject({ unit: unit('cron'), expression: cronExpressionSchema }).meta({ title: 'Cron' }),
]);

/** A rule whose defaults are filled in. */
export type ScheduleRule = z.output<typeof scheduleRuleSchema>;

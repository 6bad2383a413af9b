import { Cron } from 'croner';
import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { timezone } from '../fields.ts';

function parseCron(expression: string): Cron | null {
  try {
    return new Cron(expression, { paused: true, timezone: 'UTC' });
  } catch {
    return null;
  }
}

/** A year before a leap year and a month that all patterns have: from here, the next date of any pattern lies ahead. */
const SEARCHED_FROM = new Date(Date.UTC(2001, 0, 1));

function everFires(expression: string): boolean {
  const cron = parseCron(expression);
  return cron === null || cron.nextRun(SEARCHED_FROM) !== null;
}

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

const ruleSchema = z.discriminatedUnion('unit', [
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
  z
    .strictObject({
      unit: unit('cron'),
      expression: z
        .string()
        .max(100)
        .refine((text) => parseCron(text) !== null, 'This is not a cron expression')
        .refine(everFires, 'This never comes: no month that it names has such a day')
        .meta({
          title: 'Cron expression',
          description:
            'Minute, hour, day of the month, month, day of the week; with six fields the first is the second.',
        }),
    })
    .meta({ title: 'Cron' }),
]);

export const scheduleTrigger = defineNode({
  type: 'trigger.schedule',
  kind: 'trigger',
  metadata: {
    name: 'Schedule trigger',
    description:
      'Starts the workflow at fixed times: by simple rules or by cron expressions, in the time zone you name.',
    group: 'triggers',
    example: { rules: [{ unit: 'days', interval: 1, hour: 7, minute: 30 }], timezone: 'Europe/Berlin' },
  },
  config: z.strictObject({
    rules: z
      .array(ruleSchema)
      .min(1)
      .max(20)
      .meta({ title: 'Rules', description: 'When it runs. Each rule runs the workflow for itself.' }),
    timezone: timezone(),
  }),
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed([{ json: { timestamp: new Date(run.now()).toISOString(), ...run.trigger.data } }]),
});

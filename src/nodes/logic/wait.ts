import { DateTime } from 'luxon';
import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { passThrough } from '../items.ts';
import { NodeError } from '../node-error.ts';

/** Milliseconds of each unit. A day is 24 hours, whatever the clocks do. */
const UNITS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** Ten years: far enough for anything, near enough for every clock. */
const LONGEST_WAIT = 10 * 365 * UNITS.days;

const modeMeta = { title: 'Resume', description: 'What ends the wait.' };

const configSchema = z.discriminatedUnion('resume', [
  z
    .strictObject({
      resume: z.literal('after').meta(modeMeta),
      amount: z.number().min(0).max(1_000_000).default(1).meta({ title: 'Amount', description: 'How long it waits.' }),
      unit: z
        .enum(['seconds', 'minutes', 'hours', 'days'])
        .default('hours')
        .meta({ title: 'Unit', description: 'What the amount counts. A day has 24 hours.' }),
    })
    .meta({ title: 'After a time' }),
  z
    .strictObject({
      resume: z.literal('at').meta(modeMeta),
      date_time: z.string().max(100).meta({
        title: 'Moment',
        description:
          "An ISO 8601 date and time; without an offset, in the workflow's time zone. One that has passed does not wait.",
      }),
    })
    .meta({ title: 'At a moment' }),
]);

type Config = z.infer<typeof configSchema>;

function momentOf(config: Config, now: number, timezone: string): number {
  if (config.resume === 'after') return now + config.amount * UNITS[config.unit];
  const moment = DateTime.fromISO(config.date_time, { zone: timezone });
  if (!moment.isValid) {
    throw new NodeError('wait.invalid_moment', `${JSON.stringify(config.date_time)} is not an ISO 8601 date and time`);
  }
  return moment.toMillis();
}

export const waitLogic = defineNode({
  type: 'logic.wait',
  kind: 'logic',
  metadata: {
    name: 'Wait',
    description:
      'Holds its items back for a time or until a moment, by the config of the first item. A long wait costs nothing and outlives any restart.',
    group: 'logic',
    example: { resume: 'after', amount: 2, unit: 'days' },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    if (run.resumed) return completed(passThrough(run.items));
    const now = run.now();
    const until = momentOf(run.config(0), now, run.timezone);
    if (until > now + LONGEST_WAIT) throw new NodeError('wait.too_long', 'A wait may last ten years at most');
    return until <= now ? completed(passThrough(run.items)) : { type: 'waiting', until };
  },
});

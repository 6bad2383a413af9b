import { DateTime } from 'luxon';
import { z } from 'zod';
import { decimal } from '../fields.ts';
import { NodeError } from '../node-error.ts';
import type { NodeRun } from '../node-run.ts';

/** Milliseconds of each unit. A day is 24 hours, whatever the clocks do. */
const UNITS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** The longest wait: ten years. */
export const LONGEST_WAIT = 10 * 365 * UNITS.days;

/** The config fields for a length of time. */
export const durationFields = {
  amount: decimal(z.number().min(0).max(1_000_000))
    .default(1)
    .meta({ title: 'Amount', description: 'How long it waits.' }),
  unit: z
    .enum(['seconds', 'minutes', 'hours', 'days'])
    .default('hours')
    .meta({ title: 'Unit', description: 'What the amount counts. A day has 24 hours.' }),
};

/** The config field for a moment. */
export const momentFields = {
  date_time: z.string().max(100).meta({
    title: 'Moment',
    description:
      "An ISO 8601 date and time; without an offset, in the workflow's time zone. One that has passed does not wait.",
  }),
};

const typeMeta = { title: 'Limit', description: 'When it has waited long enough.' };

/** The config fields for the limit of a wait for something from outside; left out: none. */
export const limitSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('after').meta(typeMeta), ...durationFields }).meta({ title: 'After a time' }),
    z.strictObject({ type: z.literal('at').meta(typeMeta), ...momentFields }).meta({ title: 'At a moment' }),
  ])
  .optional()
  .meta({ title: 'Limit', description: 'When it waits no longer. Left out: it waits as long as it takes.' });

type Duration = { readonly amount: number; readonly unit: keyof typeof UNITS };
type Moment = { readonly date_time: string };

/** When a wait ends, in ms since the epoch; at least 0, because Postgres can't read every earlier year. Throws `NodeError` `wait.invalid_moment`, `wait.too_long`. */
export function endOfWait(
  wait: Duration | Moment,
  { now, timezone }: Pick<NodeRun<unknown>, 'now' | 'timezone'>,
): number {
  const until = 'amount' in wait ? now() + wait.amount * UNITS[wait.unit] : momentOf(wait, timezone);
  if (until > now() + LONGEST_WAIT)
    throw new NodeError(
      'wait.too_long',
      'A wait may last ten years (3,650 days) at most, and this one would be longer',
    );
  return until;
}

function momentOf({ date_time: text }: Moment, zone: string): number {
  const moment = DateTime.fromISO(text, { zone });
  if (moment.isValid) return Math.max(0, moment.toMillis());
  throw new NodeError('wait.invalid_moment', `${JSON.stringify(text)} is not an ISO 8601 date and time`);
}

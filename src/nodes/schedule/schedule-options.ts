import { z } from 'zod';

/** The longest jitter: an hour, in seconds. */
const MAX_JITTER_SECONDS = 3600;

/** The most runs that one catching up makes, and the longest window for it: a week, in minutes. */
const MAX_CAUGHT_UP = 1000;
const MAX_WINDOW_MINUTES = 7 * 24 * 60;
const DAY_MINUTES = 24 * 60;

const windowMinutes = z
  .number()
  .int()
  .min(1)
  .max(MAX_WINDOW_MINUTES)
  .default(DAY_MINUTES)
  .meta({ title: 'Window in minutes', description: 'What was missed longer ago than this is not caught up on.' });

function policy<Name extends string>(name: Name, description: string) {
  return z.literal(name).meta({ title: 'Policy', description });
}

const catchUp = z.discriminatedUnion('policy', [
  z.strictObject({ policy: policy('none', 'Runs that were missed are left out.') }).meta({ title: 'None' }),
  z
    .strictObject({
      policy: policy('last', 'Of the runs that were missed, the last one is made.'),
      window_minutes: windowMinutes,
    })
    .meta({ title: 'The last' }),
  z
    .strictObject({
      policy: policy('all', 'All runs that were missed are made, the oldest first.'),
      max_runs: z
        .number()
        .int()
        .min(1)
        .max(MAX_CAUGHT_UP)
        .default(100)
        .meta({ title: 'At most', description: 'How many are made at most: the latest of those that were missed.' }),
      window_minutes: windowMinutes,
    })
    .meta({ title: 'All' }),
]);

/** Moments that a schedule may name: clocks of before 1970 are not known well, and nobody waits for the year 3000. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(3000, 0, 1);

function isWithin(written: string): boolean {
  const moment = Date.parse(written);
  return moment >= EARLIEST && moment < LATEST;
}

/** A moment that a schedule names, with its offset from UTC. */
export const scheduleMomentSchema = z.iso
  .datetime({ offset: true })
  .refine(isWithin, 'A moment from 1970 to 2999 is expected');

/** What there is to choose of a schedule besides its rule and its zone. */
export const scheduleOptionFields = {
  starts_at: scheduleMomentSchema.optional().meta({
    title: 'Start',
    description: 'The moment before which it does not run. "Every n" counts from here.',
  }),
  ends_at: scheduleMomentSchema
    .optional()
    .meta({ title: 'End', description: 'The moment from which on it does not run any more.' }),
  jitter_seconds: z
    .number()
    .int()
    .min(0)
    .max(MAX_JITTER_SECONDS)
    .default(0)
    .meta({ title: 'Jitter in seconds', description: 'Each run starts by up to so many seconds later, at random.' }),
  overlap: z.enum(['allow', 'skip', 'queue_one', 'cancel_running']).default('allow').meta({
    title: 'Overlap',
    description:
      'What is done if the run before has not ended: run beside it, skip this run, let one run wait for its end, or cancel it.',
  }),
  catch_up: catchUp.default({ policy: 'last', window_minutes: DAY_MINUTES }).meta({
    title: 'Catch up',
    description: 'What is done about runs that were missed, as when the service was down.',
  }),
};

/** What a check of an object with both dates says, for `.refine`. */
export const endsAfterStart = {
  check: ({
    starts_at,
    ends_at,
  }: {
    readonly starts_at?: string | undefined;
    readonly ends_at?: string | undefined;
  }): boolean => starts_at === undefined || ends_at === undefined || Date.parse(starts_at) < Date.parse(ends_at),
  fault: { path: ['ends_at'], message: 'The end has to come after the start' },
};

import { z } from 'zod';
import { endsAfterStart, scheduleMomentSchema, scheduleOptionFields } from '../nodes/schedule/schedule-options.ts';
import { cronExpressionSchema, scheduleRuleSchema } from '../nodes/schedule/schedule-rule.ts';
import { scheduleZoneSchema } from '../nodes/schedule/zone-field.ts';

/** The most runs that a preview shows. */
const MAX_PREVIEW = 100;

/** A schedule that is only being typed: its rule, or a cron expression, and what else tells when it runs. */
export const previewScheduleSchema = z
  .strictObject({
    rule: scheduleRuleSchema.optional(),
    cron_expression: cronExpressionSchema.optional(),
    timezone: scheduleZoneSchema.default('UTC'),
    starts_at: scheduleOptionFields.starts_at,
    ends_at: scheduleOptionFields.ends_at,
    from: scheduleMomentSchema.optional().meta({ description: 'Runs before this are not shown. Default: now.' }),
    count: z
      .number()
      .int()
      .min(1)
      .max(MAX_PREVIEW)
      .default(10)
      .meta({ description: 'How many runs are shown at most.' }),
  })
  .refine(endsAfterStart.check, endsAfterStart.fault)
  .refine(({ rule, cron_expression }) => (rule === undefined) !== (cron_expression === undefined), {
    path: ['rule'],
    message: 'Either a rule or a cron expression is expected',
  })
  .meta({ id: 'PreviewSchedule' });

export type PreviewSchedule = z.output<typeof previewScheduleSchema>;

const runSchema = z.strictObject({
  at: z.iso.datetime().meta({ description: 'The moment, in UTC.' }),
  local: z.string().meta({ description: 'What the clock in the zone shows then.', example: '2026-03-29T03:00:00' }),
  offset: z.string().meta({ description: 'How far that is from UTC.', example: '+02:00' }),
  clock_change: z.enum(['moved', 'first_of_two', 'second_of_two']).nullable().meta({
    description: 'What a change of the clocks has to do with this run; null: nothing.',
  }),
  note: z.string().nullable().meta({ description: 'The same for people.' }),
});

/** The next runs. */
export const schedulePreviewSchema = z
  .strictObject({
    rule: z.string().meta({ description: 'The rule as a line.', example: 'every 2 weeks on mon at 09:00' }),
    timezone: z.string(),
    origin: z.iso.datetime().meta({ description: 'The moment from which "every n" counts: the start, else now.' }),
    runs: z.array(runSchema).meta({ description: 'In order. Fewer than asked for if it ends, or never comes again.' }),
  })
  .meta({ id: 'SchedulePreview' });

export type SchedulePreview = z.output<typeof schedulePreviewSchema>;

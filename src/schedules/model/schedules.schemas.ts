import { z } from '@hono/zod-openapi';
import { parseRuleText } from '../../nodes/schedule/rule-text.ts';
import { endsAfterStart, scheduleMomentSchema, scheduleOptionFields } from '../../nodes/schedule/schedule-options.ts';
import { MAX_RULE_TEXT, scheduleRuleSchema } from '../../nodes/schedule/schedule-rule.ts';
import { scheduleZoneSchema } from '../../nodes/schedule/zone-field.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import { jsonValueSchema } from '../../shared/json/json-schema.ts';
import { pageQuery } from '../../shared/pagination.ts';
import { CATCH_UP_POLICIES, OVERLAP_POLICIES } from '../slots/schedule-policies.ts';
import { MAX_PREVIEW, MAX_SCHEDULE_INPUT, MAX_SCHEDULE_NAME } from './schedule-limits.ts';

const moment = z.iso.datetime();

const NUL = String.fromCharCode(0);

const name = z
  .string()
  .trim()
  .min(1)
  .max(MAX_SCHEDULE_NAME)
  .refine((text) => text.isWellFormed() && !text.includes(NUL), 'Text that cannot be stored')
  .openapi({ example: 'Every morning' });

const inputData = jsonValueSchema('The input of each run.')
  .refine((value) => jsonLength(value) <= MAX_SCHEDULE_INPUT, `May have ${MAX_SCHEDULE_INPUT} characters at most`)
  .nullable();

/** Says of a text what the rule that it stands for has wrong. */
function ruleFaults(text: string): readonly z.core.$ZodIssue[] {
  try {
    parseRuleText(text);
    return [];
  } catch (error) {
    if (error instanceof z.core.$ZodError) return error.issues;
    throw error;
  }
}

const ruleLine = z
  .string()
  .trim()
  .min(1)
  .max(MAX_RULE_TEXT)
  .superRefine((text, context) => {
    for (const { message } of ruleFaults(text)) context.addIssue({ code: 'custom', message });
  })
  .openapi({
    description: 'A cron expression of five fields, or a line such as `every 2 weeks on mon,thu at 09:00`.',
    example: '0 7 * * 1-5',
  });

const ruleFields = {
  rule: scheduleRuleSchema.optional(),
  cron_expression: ruleLine.optional().openapi({ description: 'The rule as a line of text, instead of `rule`.' }),
};

const EITHER = 'Either rule or cron_expression';

export const createScheduleSchema = z
  .strictObject({
    workflow_id: z.uuid().toLowerCase().openapi({ description: 'What it starts: the published version.' }),
    name,
    ...ruleFields,
    timezone: scheduleZoneSchema.optional().openapi({ description: "Default: the workflow's, or UTC." }),
    input_data: inputData.default(null),
    paused: z.boolean().default(false),
    ...scheduleOptionFields,
  })
  .refine((given) => (given.rule === undefined) !== (given.cron_expression === undefined), {
    path: ['cron_expression'],
    message: EITHER,
  })
  .refine(endsAfterStart.check, endsAfterStart.fault)
  .openapi('CreateSchedule');
export type CreateSchedule = z.infer<typeof createScheduleSchema>;

/** Without the defaults: what a change leaves out stays. */
export const updateScheduleSchema = z
  .strictObject({
    name: name.optional(),
    ...ruleFields,
    timezone: scheduleZoneSchema.optional(),
    input_data: inputData.optional(),
    starts_at: scheduleMomentSchema.nullable().optional(),
    ends_at: scheduleMomentSchema.nullable().optional(),
    jitter_seconds: scheduleOptionFields.jitter_seconds.unwrap().optional(),
    overlap: scheduleOptionFields.overlap.unwrap().optional(),
    catch_up: scheduleOptionFields.catch_up.unwrap().optional(),
  })
  .refine((given) => given.rule === undefined || given.cron_expression === undefined, {
    path: ['cron_expression'],
    message: EITHER,
  })
  .openapi('UpdateSchedule');
export type UpdateSchedule = z.infer<typeof updateScheduleSchema>;

export const scheduleSchema = z
  .strictObject({
    id: z.uuid(),
    workflow_id: z.uuid(),
    workspace_id: z.uuid(),
    created_by: z.uuid().nullable(),
    node_id: z.string().nullable().openapi({ description: 'The schedule node that it belongs to; null: none.' }),
    name: z.string(),
    cron_expression: z.string().openapi({ description: 'The rule as a line of text.' }),
    timezone: z.string(),
    origin: moment.openapi({ description: 'What "every n" counts from.' }),
    starts_at: moment.nullable(),
    ends_at: moment.nullable(),
    jitter_seconds: z.int(),
    overlap: z.enum(OVERLAP_POLICIES),
    catch_up: z.strictObject({
      policy: z.enum(CATCH_UP_POLICIES),
      max_runs: z.int().optional(),
      window_minutes: z.int().optional(),
    }),
    is_active: z.boolean().openapi({ description: 'Whether it runs: it is not paused, and its workflow is active.' }),
    paused_at: moment.nullable(),
    input_data: jsonValueSchema('The input of each run.'),
    next_slot_at: moment
      .nullable()
      .openapi({ description: 'The moment that the rule names next; null: none any more.' }),
    next_run_at: moment.nullable().openapi({ description: 'When that run starts: later by the jitter.' }),
    last_run_at: moment.nullable(),
    run_count: z.int(),
    skipped_count: z.int().openapi({ description: 'Runs left out because another had not ended.' }),
    last_skipped_at: moment.nullable(),
    missed: z
      .strictObject({ from: moment, until: moment })
      .nullable()
      .openapi({ description: 'The latest runs that were missed and not caught up on: a range for a backfill.' }),
    last_error: z
      .strictObject({ code: z.string(), message: z.string(), at: moment })
      .nullable()
      .openapi({ description: 'Why its last run could not be started; null once one was.' }),
    created_at: moment,
    updated_at: moment,
  })
  .openapi('Schedule');
export type Schedule = z.infer<typeof scheduleSchema>;

export const listSchedulesQuery = z.strictObject({
  ...pageQuery,
  workflow_id: z.uuid().toLowerCase().optional(),
  is_active: z.enum(['true', 'false']).optional(),
});
export type ListSchedules = z.infer<typeof listSchedulesQuery>;

export const previewQuery = z.strictObject({
  count: z.coerce.number().int().min(1).max(MAX_PREVIEW).default(10),
});

export const storedPreviewSchema = z
  .strictObject({
    runs: z.array(
      z.strictObject({
        slot_at: moment,
        run_at: moment.openapi({ description: 'When it starts: later by the jitter.' }),
      }),
    ),
  })
  .openapi('StoredSchedulePreview');
export type StoredSchedulePreview = z.infer<typeof storedPreviewSchema>;

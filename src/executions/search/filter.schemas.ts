import { z } from '@hono/zod-openapi';
import { METADATA_LIMITS } from '../../shared/execution-metadata.ts';
import { pageQuery } from '../../shared/pagination.ts';
import { TRIGGER_TYPES } from '../model/execution-record.ts';
import { EXECUTION_STATUSES } from '../model/executions.schemas.ts';

/** The longest text that is looked for in errors, in UTF-16 units. */
const MAX_ERROR_TEXT = 200;

/** What an INTEGER holds: versions, and durations of up to 24 days. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/** Postgres counts from the year 1. */
const since = z.iso.datetime().refine((text) => !text.startsWith('0000'), 'There is no year 0');

/** What a filter names beside its lists and numbers, in a query as in JSON. */
const texts = {
  workflow_id: z.uuid().optional(),
  created_from: since.optional().openapi({ description: 'Only executions made at this moment or later.' }),
  created_before: since.optional().openapi({ description: 'Only executions made before this moment.' }),
  error_text: z.string().min(1).max(MAX_ERROR_TEXT).optional().openapi({
    description:
      'Only executions that failed with this text in their error message, in upper or lower case. It has no wildcards.',
  }),
  error_code: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .openapi({ description: 'Only executions that failed with this code.' }),
  error_node_id: z.string().min(1).max(100).optional().openapi({
    description: 'Only executions that failed at the node with this id.',
  }),
  tag: z.string().min(1).max(100).optional().openapi({
    description: 'Only executions of workflows that have this tag now.',
  }),
  metadata_key: z.string().min(1).max(METADATA_LIMITS.key).optional().openapi({
    description: 'Only executions with this key in their metadata.',
  }),
  metadata_value: z.string().max(METADATA_LIMITS.value).optional().openapi({
    description: 'Only executions whose metadata have this value under `metadata_key`.',
  }),
};

const VERSION = 'Only executions of this version of their workflow.';
const SHORTEST = 'Only executions that have ended and took at least so many milliseconds, waiting included.';
const LONGEST = 'Only executions that have ended and took at most so many milliseconds, waiting included.';

const version = z.int().min(1).max(LARGEST_INTEGER);
const duration = z.int().min(0).max(LARGEST_INTEGER);

const filterFields = z.strictObject({
  ...texts,
  status: z.array(z.enum(EXECUTION_STATUSES)).min(1).max(EXECUTION_STATUSES.length).optional(),
  trigger_type: z.array(z.enum(TRIGGER_TYPES)).min(1).max(TRIGGER_TYPES.length).optional(),
  workflow_version: version.optional().openapi({ description: VERSION }),
  min_duration_ms: duration.optional().openapi({ description: SHORTEST }),
  max_duration_ms: duration.optional().openapi({ description: LONGEST }),
});

/** Which executions somebody looks for: all that is named has to hold. */
export type ExecutionFilter = z.infer<typeof filterFields>;

/** What the fields of a filter say together; each part of it that can hold for no execution is refused. */
function contradictions(filter: ExecutionFilter): { readonly path: keyof ExecutionFilter; readonly message: string }[] {
  const { created_from: from, created_before: before, min_duration_ms: shortest, max_duration_ms: longest } = filter;
  const faults: { path: keyof ExecutionFilter; message: string }[] = [];
  if (filter.metadata_value !== undefined && filter.metadata_key === undefined) {
    faults.push({ path: 'metadata_value', message: 'A value needs its metadata_key' });
  }
  if (from !== undefined && before !== undefined && Date.parse(from) >= Date.parse(before)) {
    faults.push({ path: 'created_before', message: 'It is not after created_from' });
  }
  if (shortest !== undefined && longest !== undefined && shortest > longest) {
    faults.push({ path: 'max_duration_ms', message: 'It is less than min_duration_ms' });
  }
  return faults;
}

function addContradictions(filter: ExecutionFilter, context: z.RefinementCtx): void {
  for (const { path, message } of contradictions(filter)) context.addIssue({ code: 'custom', path: [path], message });
}

/** A filter as JSON has it: in saved views and bulk jobs. */
export const executionFilterSchema = filterFields.superRefine(addContradictions).openapi('ExecutionFilter');

/** One or several of these, with commas between them. */
function listOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).min(1).max(values.length))
    .optional()
    .openapi({ type: 'string', description: `One or several, with commas: ${values.join(', ')}.`, example: values[0] });
}

/** Digits and nothing else: an empty text is no number. */
const digits = z
  .string()
  .regex(/^\d{1,10}$/, 'Expected a whole number')
  .transform(Number);

const queryFields = {
  ...texts,
  status: listOf(EXECUTION_STATUSES),
  trigger_type: listOf(TRIGGER_TYPES),
  workflow_version: digits.pipe(version).optional().openapi({ type: 'integer', description: VERSION }),
  min_duration_ms: digits.pipe(duration).optional().openapi({ type: 'integer', description: SHORTEST }),
  max_duration_ms: digits.pipe(duration).optional().openapi({ type: 'integer', description: LONGEST }),
};

/** The same in the query of a request for a page. */
export const listExecutionsQuery = z.strictObject({ ...pageQuery, ...queryFields }).superRefine(addContradictions);

export type ListExecutions = z.infer<typeof listExecutionsQuery>;

export const countExecutionsQuery = z.strictObject(queryFields).superRefine(addContradictions);

export const executionCountSchema = z
  .strictObject({
    count: z.int(),
    estimate: z.boolean().openapi({ description: 'Whether it was not counted but estimated.' }),
  })
  .openapi('ExecutionCount');

export type ExecutionCount = z.infer<typeof executionCountSchema>;

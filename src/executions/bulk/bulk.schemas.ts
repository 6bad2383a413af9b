import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../shared/pagination.ts';
import { retryFields } from '../model/executions.schemas.ts';
import { executionFilterSchema } from '../search/filter.schemas.ts';

/** How many bulk jobs of a workspace may be under way. */
export const MAX_OPEN_JOBS = 5;

export const BULK_KINDS = ['retry', 'cancel', 'delete'] as const;

export const BULK_STATUSES = ['queued', 'running', 'done', 'stopped', 'failed'] as const;

/** What is done to each execution. */
export type BulkKind = (typeof BULK_KINDS)[number];

/** What a retry needs to know beside the execution: as for a single one. */
const optionFields = { version: retryFields.version.unwrap().optional(), from: retryFields.from.unwrap().optional() };

const bulkOptionsSchema = z.strictObject(optionFields).openapi('BulkOptions');

export type BulkOptions = z.infer<typeof bulkOptionsSchema>;

/** How many executions nothing could be done to, by the code of the reason. */
const bulkErrorsSchema = z.record(z.string(), z.int());

export type BulkErrors = z.infer<typeof bulkErrorsSchema>;

const filter = executionFilterSchema
  .refine((given) => Object.values(given).some((value) => value !== undefined), 'Name at least one condition')
  .openapi({ description: 'Which executions, of those that there are at this moment. At least one condition.' });

export const createBulkJobSchema = z
  .strictObject({ kind: z.enum(BULK_KINDS), filter, ...optionFields })
  .refine(({ kind, version, from }) => kind === 'retry' || (version === undefined && from === undefined), {
    path: ['kind'],
    message: 'Only a retry has a version, and a place to go on from',
  })
  .openapi('CreateBulkJob');

export type CreateBulkJob = z.infer<typeof createBulkJobSchema>;

const moment = z.iso.datetime();
const count = z.int().min(0);

export const bulkJobSchema = z
  .strictObject({
    id: z.uuid(),
    workspace_id: z.uuid(),
    kind: z.enum(BULK_KINDS),
    filter: executionFilterSchema,
    options: bulkOptionsSchema,
    status: z.enum(BULK_STATUSES).openapi({
      description: '`failed`: whoever asked for it may not do that any more; what was done by then stays done.',
    }),
    total: count.openapi({ description: 'How many executions the filter found when the job was made.' }),
    total_is_estimate: z.boolean(),
    done: count,
    skipped: count.openapi({ description: 'To which it does not apply: for a cancellation, those that had ended.' }),
    failed: count.openapi({ description: 'To which it could not be done; `errors` counts them by code.' }),
    pending: count.openapi({
      description: 'Which are too young to be deleted; the job comes back to them each minute.',
    }),
    errors: bulkErrorsSchema,
    stop_requested_at: moment.nullable(),
    error_code: z.string().nullable(),
    created_by: z.uuid().nullable(),
    created_at: moment,
    started_at: moment.nullable(),
    ended_at: moment.nullable(),
  })
  .openapi('BulkJob');

export type BulkJob = z.infer<typeof bulkJobSchema>;

export const listBulkJobsQuery = z.strictObject(pageQuery);

export type ListBulkJobs = z.infer<typeof listBulkJobsQuery>;

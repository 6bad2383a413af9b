import { z } from 'zod';

/** The longest that executions are kept, in days; what is told applies instead of the usual 30 and 90. */
const MAX_RETENTION_DAYS = 365;

/** How many executions of a workflow may be kept at most, where their number is limited. */
const MAX_KEPT_LAST = 10_000;

/** Days for completed and cancelled executions. 0: nothing of them is kept. */
export const completedDays = z.int().min(0).max(MAX_RETENTION_DAYS);

/** Days for failed executions. */
export const failedDays = z.int().min(1).max(MAX_RETENTION_DAYS);

/** How many executions of a workflow are kept, the latest; older ones go although they are not past their days. */
export const keepLast = z.int().min(1).max(MAX_KEPT_LAST);

/** How long the executions of a workflow are kept. What is left out is as its workspace says. */
export const workflowRetentionSchema = z
  .strictObject({
    completed_days: completedDays.exactOptional(),
    failed_days: failedDays.exactOptional(),
    keep_last: keepLast.exactOptional(),
  })
  .meta({ id: 'WorkflowRetention', required: [] });

/** How much history keeps of data. */
export const keepDataSchema = z.enum(['all', 'shape', 'none']);

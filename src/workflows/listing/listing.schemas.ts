import { z } from 'zod';
import { EXECUTION_STATUSES } from '../../executions/model/executions.schemas.ts';
import { pageQuery } from '../../shared/pagination.ts';
import { MAX_NAME_LENGTH } from '../graph/graph-limits.ts';
import { WORKFLOW_STATUSES, workflowSummarySchema } from '../model/workflows.schemas.ts';

const moment = z.iso.datetime();
const personName = z.string().nullable();

const lastExecutionSchema = z.strictObject({
  id: z.uuid(),
  status: z.enum(EXECUTION_STATUSES),
  trigger_type: z.string(),
  error_code: z.string().nullable(),
  created_at: moment,
  completed_at: moment.nullable(),
});

/** A workflow as lists show it. Moments are ISO 8601 in UTC. */
export const listedWorkflowSchema = workflowSummarySchema
  .extend({
    created_by_name: personName.meta({
      description: 'null: nobody who is (still) a member, or `members:read` is missing.',
    }),
    draft_changed_by_name: personName,
    last_execution: lastExecutionSchema.nullable().meta({
      description: 'The execution that was made last; null: there is none (any more), or `executions:read` is missing.',
    }),
    next_run_at: moment
      .nullable()
      .meta({ description: 'When a schedule runs it, or a trigger asks its service, next.' }),
  })
  .meta({ id: 'WorkflowSummary' });
export type ListedWorkflow = z.infer<typeof listedWorkflowSchema>;

export const WORKFLOW_ORDERS = [
  '-created_at',
  'created_at',
  'name',
  '-name',
  '-updated_at',
  'updated_at',
  '-last_executed_at',
  'last_executed_at',
] as const;
export type WorkflowOrder = (typeof WORKFLOW_ORDERS)[number];

const filterFields = {
  status: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(WORKFLOW_STATUSES)).min(1).max(WORKFLOW_STATUSES.length))
    .optional()
    .meta({
      type: 'string',
      description: `One or several, with commas: ${WORKFLOW_STATUSES.join(', ')}.`,
      example: 'active',
    }),
  tag: z.string().min(1).max(50).optional(),
  /** A part of the name, in any case. */
  search: z.string().min(1).max(MAX_NAME_LENGTH).optional(),
};

export const listWorkflowsSchema = z.strictObject({
  ...pageQuery,
  ...filterFields,
  sort: z.enum(WORKFLOW_ORDERS).default('-created_at').meta({ description: 'With `-`: the last first.' }),
});
export type ListWorkflows = z.infer<typeof listWorkflowsSchema>;

export const countWorkflowsSchema = z.strictObject(filterFields);

/** Which workflows are listed, or counted. */
export type WorkflowFilter = z.infer<typeof countWorkflowsSchema>;

export const workflowCountSchema = z.strictObject({
  count: z.int(),
  estimate: z.boolean().meta({ description: 'Whether there are more than were counted.' }),
});
export type WorkflowCount = z.infer<typeof workflowCountSchema>;

export const tagCountSchema = z
  .strictObject({ tag: z.string(), workflows: z.int() })
  .meta({ id: 'TagCount', description: 'A tag, and how many workflows have it.' });
export type TagCount = z.infer<typeof tagCountSchema>;

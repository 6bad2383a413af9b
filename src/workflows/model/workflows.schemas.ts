import { z } from 'zod';
import type { Fault } from '../../shared/errors.ts';
import { workflowConnectionSchema, workflowNodeSchema, workflowSettingsSchema } from '../graph/graph.schemas.ts';
import { MAX_NAME_LENGTH, MAX_VERSION } from '../graph/graph-limits.ts';

export const WORKFLOW_STATUSES = ['draft', 'active', 'archived'] as const;
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number];

const version = z.int().positive().max(MAX_VERSION);
const moment = z.iso.datetime();

/** A workflow without its graph, as lists show it. Moments are ISO 8601 in UTC. */
export const workflowSummarySchema = z.strictObject({
  id: z.uuid(),
  workspace_id: z.uuid(),
  created_by: z.uuid().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  status: z.enum(WORKFLOW_STATUSES),
  /** The latest version that people made. */
  version,
  /** The version that triggers run, if one was ever published. */
  published_version: version.nullable(),
  published_at: moment.nullable(),
  /** Since when the drawing differs from `version`; null: it does not. */
  draft_changed_at: moment.nullable(),
  draft_changed_by: z.uuid().nullable(),
  /** Raised by every change; the ETag is `"r<revision>"`. */
  revision: z.int().positive(),
  tags: z.array(z.string()),
  execution_count: z.int(),
  last_executed_at: moment.nullable(),
  created_at: moment,
  updated_at: moment,
});
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>;

export const workflowSchema = workflowSummarySchema
  .extend({
    nodes: z.array(workflowNodeSchema),
    connections: z.array(workflowConnectionSchema),
    settings: workflowSettingsSchema,
  })
  .meta({ id: 'Workflow' });
export type Workflow = z.infer<typeof workflowSchema>;

/** A workflow as somebody stored it, and what keeps its drawing from being published, up to so many faults. */
export type SavedWorkflow = Workflow & { readonly faults: Fault[] };

/** The parts of a graph as they come in: read by `checkGraph`, which finds all faults at once, not by the route. */
export const rawGraphFields = {
  nodes: z
    .unknown()
    .optional()
    .meta({ type: 'array', items: { $ref: '#/components/schemas/WorkflowNode' } }),
  connections: z
    .unknown()
    .optional()
    .meta({ type: 'array', items: { $ref: '#/components/schemas/WorkflowConnection' } }),
  settings: z.unknown().optional().meta({ $ref: '#/components/schemas/WorkflowSettings' }),
};

export const workflowName = z.string().trim().min(1).max(MAX_NAME_LENGTH);
export const workflowDescription = z.string().max(10_000).nullable();
export const workflowTags = z
  .array(z.string().trim().min(1).max(50))
  .max(20)
  .transform((tags) => [...new Set(tags)]);
const changeMessage = z.string().max(1000).nullable();

export const createWorkflowSchema = z.strictObject({
  name: workflowName,
  description: workflowDescription.default(null),
  tags: workflowTags.default([]),
  change_message: changeMessage.default(null),
  ...rawGraphFields,
});
export type CreateWorkflow = z.infer<typeof createWorkflowSchema>;

/** Whatever is left out stays as it is. */
export const saveWorkflowSchema = z.strictObject({
  name: workflowName.optional(),
  description: workflowDescription.optional(),
  tags: workflowTags.optional(),
  change_message: changeMessage.default(null),
  ...rawGraphFields,
});
export type SaveWorkflow = z.infer<typeof saveWorkflowSchema>;

export const publishWorkflowSchema = z.strictObject({
  version: version.optional().meta({ description: 'Default: the drawing as it stands, which becomes a version.' }),
  change_message: changeMessage.optional(),
});
export const nameVersionSchema = z.strictObject({ change_message: changeMessage.default(null) });
export const duplicateWorkflowSchema = z.strictObject({ name: workflowName.optional() });
export const rollBackWorkflowSchema = z.strictObject({ version, change_message: changeMessage.default(null) });
export type RollBackWorkflow = z.infer<typeof rollBackWorkflowSchema>;

export const validateGraphSchema = z.strictObject(rawGraphFields).meta({ required: ['nodes', 'connections'] });

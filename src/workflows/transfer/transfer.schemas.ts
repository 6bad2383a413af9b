import { z } from 'zod';
import type { WorkflowGraph } from '../../engine/workflow.ts';
import { workflowConnectionSchema, workflowNodeSchema, workflowSettingsSchema } from '../graph/graph.schemas.ts';
import {
  rawGraphFields,
  workflowDescription,
  workflowName,
  workflowSchema,
  workflowTags,
} from '../model/workflows.schemas.ts';

const header = {
  format: z.literal('linkflow.workflow'),
  format_version: z.literal(1),
};

/** A workflow as a file: what people drew, nothing of where it ran. Credential ids go along, secrets never. */
export const workflowFileSchema = z
  .strictObject({
    ...header,
    name: z.string(),
    description: z.string().nullable(),
    nodes: z.array(workflowNodeSchema),
    connections: z.array(workflowConnectionSchema),
    settings: workflowSettingsSchema,
    tags: z.array(z.string()),
  })
  .meta({ id: 'WorkflowFile' });

export type WorkflowFile = WorkflowGraph & {
  readonly format: 'linkflow.workflow';
  readonly format_version: 1;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
};

export const importWorkflowSchema = z
  .strictObject({
    ...header,
    name: workflowName,
    description: workflowDescription.default(null),
    tags: workflowTags.default([]),
    ...rawGraphFields,
  })
  .meta({ required: ['format', 'format_version', 'name', 'nodes', 'connections'] });
export type ImportWorkflow = z.infer<typeof importWorkflowSchema>;

/** A credential that a node named and this workspace doesn't have: the node came in without it. */
const strippedCredential = z.strictObject({ node_id: z.string(), node_name: z.string(), credential_id: z.string() });
export type StrippedCredential = z.infer<typeof strippedCredential>;

export const importedWorkflowSchema = z
  .strictObject({
    workflow: workflowSchema,
    stripped_credentials: z.array(strippedCredential),
    stripped_error_workflow_id: z
      .uuid()
      .nullable()
      .meta({ description: "The error workflow that the file named and this workspace doesn't have." }),
  })
  .meta({ id: 'ImportedWorkflow' });

import { z } from 'zod';
import { pageQuery } from '../../shared/pagination.ts';
import { groupSchema, noteSchema } from '../graph/canvas.schemas.ts';
import type { GraphDiff } from '../graph/diff-graphs.ts';
import { workflowConnectionSchema, workflowNodeSchema, workflowSettingsSchema } from '../graph/graph.schemas.ts';
import { MAX_VERSION } from '../graph/graph-limits.ts';
import { VERSION_ORIGINS } from './workflows.table.ts';

/** A version without its graph, as lists show it. */
const versionSummarySchema = z.strictObject({
  id: z.uuid(),
  workflow_id: z.uuid(),
  version: z.int().positive(),
  created_by: z.uuid().nullable(),
  change_message: z.string().nullable(),
  origin: z.enum(VERSION_ORIGINS).meta({
    description:
      'What it was made for: `saved` and named by somebody, `published`, kept when drawing `paused`, or `run` as a draft.',
  }),
  created_at: z.iso.datetime(),
});

/** A version as lists show it, with the name of whoever made it. */
export const listedVersionSchema = versionSummarySchema
  .extend({
    created_by_name: z
      .string()
      .nullable()
      .meta({ description: 'null: nobody who is (still) a member, or `members:read` is missing.' }),
  })
  .meta({ id: 'WorkflowVersionSummary' });
export type ListedVersion = z.infer<typeof listedVersionSchema>;

export const workflowVersionSchema = versionSummarySchema
  .extend({
    nodes: z.array(workflowNodeSchema),
    connections: z.array(workflowConnectionSchema),
    settings: workflowSettingsSchema,
  })
  .meta({ id: 'WorkflowVersion' });
export type WorkflowVersion = z.infer<typeof workflowVersionSchema>;

/**
 * One place at which two JSON values differ: `before` is missing from what was added, `after` from what was removed; of a
 * reordered object, both are lists of keys.
 */
const jsonChange = z
  .strictObject({
    op: z.enum(['add', 'remove', 'replace', 'reorder']),
    path: z.array(z.union([z.string(), z.int()])),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'JsonChange', required: ['op', 'path'] });

const nodeChange = z.strictObject({ id: z.string(), name: z.string(), changes: z.array(jsonChange) });

function partsDiff<Part extends z.ZodType>(part: Part) {
  return z.strictObject({
    added: z.array(part),
    removed: z.array(part),
    changed: z.array(z.strictObject({ id: z.string(), changes: z.array(jsonChange) })),
    reordered: z.boolean(),
  });
}

const graphDiffSchema = z.strictObject({
  nodes: z.strictObject({
    added: z.array(workflowNodeSchema),
    removed: z.array(workflowNodeSchema),
    changed: z.array(nodeChange),
  }),
  connections: z.strictObject({
    added: z.array(workflowConnectionSchema),
    removed: z.array(workflowConnectionSchema),
    reordered: z.boolean(),
  }),
  settings: z.array(jsonChange),
  canvas: z.strictObject({ notes: partsDiff(noteSchema), groups: partsDiff(groupSchema) }),
});

export const versionDiffSchema = graphDiffSchema
  .extend({ from: z.int().positive(), to: z.int().positive() })
  .meta({ id: 'WorkflowDiff' });
export type VersionDiff = GraphDiff & { readonly from: number; readonly to: number };

/** A version number as it stands in a path or a query. */
export const versionParameter = z.coerce.number().int().positive().max(MAX_VERSION);

export const diffQuerySchema = z.strictObject({ from: versionParameter, to: versionParameter });

export const listVersionsSchema = z.strictObject({
  ...pageQuery,
  runs: z
    .enum(['hidden', 'shown'])
    .default('hidden')
    .meta({ description: 'Whether versions are listed that were only run as drafts.' }),
});
export type ListVersions = z.infer<typeof listVersionsSchema>;

import { z } from '@hono/zod-openapi';
import { hostPattern } from '../credentials/hosts/allowed-hosts.ts';
import { timezoneSchema } from '../workflows/graph/graph.schemas.ts';
import { completedDays, failedDays, keepLast } from '../workflows/graph/retention.schemas.ts';

const MAX_EGRESS_HOSTS = 200;

const retentionSchema = z.strictObject({
  completed_days: completedDays
    .nullable()
    .openapi({ description: 'Completed and cancelled executions; null: 30 days, 0: they are not kept.' }),
  failed_days: failedDays.nullable().openapi({ description: 'Failed executions; null: 90 days.' }),
  keep_last: keepLast
    .nullable()
    .openapi({ description: 'How many executions of each workflow are kept at most; null: any number.' }),
});

/** What a workspace chose for itself. `null`: nothing, so that the usual applies. */
export const workspaceSettingsSchema = z
  .strictObject({
    timezone: timezoneSchema.nullable().openapi({ description: 'The time zone of new workflows; null: UTC.' }),
    retention: retentionSchema,
    sharing: z
      .enum(['allowed', 'forbidden'])
      .openapi({ description: 'Whether executions may be shown by links to people outside.' }),
    mfa_required: z
      .boolean()
      .openapi({ description: 'Whether members need a second factor. Only an owner may change it.' }),
    egress_allow: z
      .array(hostPattern)
      .max(MAX_EGRESS_HOSTS)
      .nullable()
      .openapi({ description: 'The only hosts that its workflows may call; null: any public host, []: none.' }),
    error_workflow_id: z.uuid().toLowerCase().nullable().openapi({
      description: 'The workflow that is told of failures, unless the workflow that failed names another.',
    }),
  })
  .openapi('WorkspaceSettings');
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;

/** What is left out stays; null takes a choice back. */
export const settingsChangeSchema = workspaceSettingsSchema
  .extend({ retention: retentionSchema.partial() })
  .partial()
  .openapi('WorkspaceSettingsChange');
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Stored settings: other parts keep theirs beside these, and what nobody chose is missing. */
const storedSchema = z.object({
  timezone: workspaceSettingsSchema.shape.timezone.default(null).catch(null),
  retention: z
    .object({
      completed_days: completedDays.nullable().default(null).catch(null),
      failed_days: failedDays.nullable().default(null).catch(null),
      keep_last: keepLast.nullable().default(null).catch(null),
    })
    .default({ completed_days: null, failed_days: null, keep_last: null }),
  sharing: workspaceSettingsSchema.shape.sharing.default('allowed').catch('forbidden'),
  mfa_required: z.boolean().default(false),
  egress_allow: z.array(z.string()).nullable().default(null),
  error_workflow_id: z.string().nullable().default(null),
});

/** The settings of a workspace from its column. */
export function readSettings(stored: unknown): WorkspaceSettings {
  return storedSchema.parse(stored);
}

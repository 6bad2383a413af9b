import { z } from 'zod';
import { wholeListSchema } from '../shared/pagination.ts';

/** Sealed, it has to fit VARCHAR(255). */
const MAX_SECRET_BYTES = 150;

/** An endpoint as its owners see it. `secret` is shown to those who may write workflows, and `null` to others. */
export const endpointViewSchema = z
  .strictObject({
    id: z.uuid(),
    workspace_id: z.uuid(),
    workflow_id: z.uuid(),
    node_id: z.string(),
    endpoint_id: z.string(),
    url_path: z.string().meta({
      description:
        "Where it is called, the node's own path included. A part that begins with a colon stands for any value.",
    }),
    test_url_path: z.string().meta({ description: 'Where it is tried out while somebody listens.' }),
    path: z.string(),
    method: z.string(),
    is_active: z.boolean(),
    secret: z.string().nullable(),
    revision: z.int().positive(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'WebhookEndpoint' });
export type EndpointView = z.infer<typeof endpointViewSchema>;

export const endpointListSchema = wholeListSchema(endpointViewSchema);

export const setSecretSchema = z.strictObject({
  secret: z
    .string()
    .min(8)
    .refine(
      (secret) => new TextEncoder().encode(secret).byteLength <= MAX_SECRET_BYTES,
      `May have ${MAX_SECRET_BYTES} bytes at most`,
    ),
});

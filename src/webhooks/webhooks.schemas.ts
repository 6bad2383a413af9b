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
    path: z.string(),
    method: z.string(),
    is_active: z.boolean(),
    secret: z.string().nullable(),
    secret_set_at: z.iso.datetime().nullable().meta({
      description: 'When somebody set the secret. Null: it is a random one that nobody has set since.',
    }),
    previous_secret_expires_at: z.iso.datetime().nullable().meta({
      description: 'Until when the secret of before is valid too. Null: it is not.',
    }),
    revision: z.int().positive(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'WebhookEndpoint' });
export type EndpointView = z.infer<typeof endpointViewSchema>;

export const endpointListSchema = wholeListSchema(endpointViewSchema);

/** How long a replaced secret may stay valid: 30 days. */
export const MAX_PREVIOUS_SECONDS = 30 * 86_400;

function previousValidSeconds() {
  return z.int().min(0).max(MAX_PREVIOUS_SECONDS);
}

export const setSecretSchema = z.strictObject({
  secret: z
    .string()
    .min(8)
    .refine(
      (secret) => new TextEncoder().encode(secret).byteLength <= MAX_SECRET_BYTES,
      `May have ${MAX_SECRET_BYTES} bytes at most`,
    ),
  previous_valid_seconds: previousValidSeconds()
    .default(0)
    .meta({ description: 'How long the secret of before stays valid beside this one. By default not at all.' }),
});

export const rotateSecretSchema = z.strictObject({
  previous_valid_seconds: previousValidSeconds().optional().meta({
    description: 'How long the secret of before stays valid beside the new one. By default a day; 0: not at all.',
  }),
});

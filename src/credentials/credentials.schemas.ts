import { z } from 'zod';
import { pageQuery } from '../shared/pagination.ts';
import { hostPattern } from './allowed-hosts.ts';
import { connectionSchema } from './oauth/connection.schemas.ts';

/** A credential without its secret, as lists show it. */
export const credentialSummarySchema = z
  .strictObject({
    id: z.uuid(),
    workspace_id: z.uuid(),
    created_by: z.uuid().nullable(),
    name: z.string(),
    type: z.string(),
    description: z.string().nullable(),
    /** Hosts to which the secret may be sent; empty: any. */
    allowed_hosts: z.array(z.string()),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable(),
    connection: connectionSchema,
  })
  .meta({ id: 'CredentialSummary' });
export type CredentialSummary = z.infer<typeof credentialSummarySchema>;

/** The same with the names of the fields that are set, never their values. */
export const credentialSchema = credentialSummarySchema
  .extend({ fields: z.array(z.string()) })
  .meta({ id: 'Credential' });
export type Credential = z.infer<typeof credentialSchema>;

const name = z.string().trim().min(1).max(100);
const description = z.string().max(10_000).nullable();
const allowedHosts = z
  .array(hostPattern)
  .max(50)
  .transform((hosts) => [...new Set(hosts)]);
const data = z.record(z.string(), z.unknown());

export const createCredentialSchema = z.strictObject({
  name,
  type: z.string().min(1).max(50),
  data,
  description: description.default(null),
  allowed_hosts: allowedHosts.default([]),
});
export type CreateCredential = z.infer<typeof createCredentialSchema>;

/** Whatever is left out stays; `data` is replaced as a whole. The type never changes. */
export const updateCredentialSchema = z.strictObject({
  name: name.optional(),
  data: data.optional(),
  description: description.optional(),
  allowed_hosts: allowedHosts.optional(),
});
export type UpdateCredential = z.infer<typeof updateCredentialSchema>;

export const listCredentialsSchema = z.strictObject({ ...pageQuery, type: z.string().min(1).max(50).optional() });
export type ListCredentials = z.infer<typeof listCredentialsSchema>;

export const credentialTypeSchema = z
  .strictObject({
    type: z.string(),
    name: z.string(),
    description: z.string(),
    /** JSON Schema of the credential's data. */
    schema: z.record(z.string(), z.unknown()),
    /** Providers whose endpoints need not be told. */
    presets: z
      .array(
        z.strictObject({
          preset: z.string(),
          name: z.string(),
          /** What is asked for unless the credential names scopes. */
          scopes: z.array(z.string()),
          /** Where the access token may go unless the credential names hosts; `{tenant}` stands for the user's own. */
          allowed_hosts: z.array(z.string()),
          /** What `tenant` has to be; null: there is none. */
          tenant: z.strictObject({ description: z.string(), default: z.string().nullable() }).nullable(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'CredentialType' });
export type CredentialTypeView = z.infer<typeof credentialTypeSchema>;

import { z } from 'zod';
import { ROLES } from '../security/permissions.ts';
import { pageQuery } from '../shared/pagination.ts';
import { ANY_HOST, hostPattern } from './hosts/allowed-hosts.ts';
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
    /** Hosts to which the secret may be sent; `*` alone: any; empty: it is used inside alone. */
    allowed_hosts: z.array(z.string()),
    /** The least role that sees the credential, and may take it up in workflows. */
    min_role: z.enum(ROLES),
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
  .array(z.union([z.literal(ANY_HOST), hostPattern]))
  .max(50)
  .refine((hosts) => !hosts.includes(ANY_HOST) || hosts.length === 1, 'Any host (*) stands alone')
  .transform((hosts) => [...new Set(hosts)]);
const data = z.record(z.string(), z.unknown());

export const createCredentialSchema = z.strictObject({
  name,
  type: z.string().min(1).max(50),
  data,
  description: description.default(null),
  /** Left out: those that the type brings. `*` alone: any. */
  allowed_hosts: allowedHosts.optional(),
  min_role: z.enum(ROLES).default('viewer'),
});
export type CreateCredential = z.infer<typeof createCredentialSchema>;

/** Whatever is left out stays; `data` is replaced as a whole. The type never changes. */
export const updateCredentialSchema = z.strictObject({
  name: name.optional(),
  data: data.optional(),
  description: description.optional(),
  allowed_hosts: allowedHosts.optional(),
  min_role: z.enum(ROLES).optional(),
});
export type UpdateCredential = z.infer<typeof updateCredentialSchema>;

export const testCredentialSchema = z.strictObject({
  /** Where to ask with GET, if the type has no address of its own: on one of the hosts of the credential. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
export type TestCredential = z.infer<typeof testCredentialSchema>;

export const credentialTestSchema = z
  .strictObject({
    /** Whether the server answered with 200 to 299. */
    ok: z.boolean(),
    /** Its status; `null`: none came. */
    status: z.int().nullable(),
    /** Why none came, as an error of a node has it. */
    code: z.string().nullable(),
    message: z.string().nullable(),
  })
  .meta({ id: 'CredentialTest' });
export type CredentialTest = z.infer<typeof credentialTestSchema>;

export const credentialUsageSchema = z
  .strictObject({
    workflow_id: z.uuid(),
    name: z.string(),
    status: z.string(),
    /** The nodes that name it, in the last saved version and in the published one. */
    draft_nodes: z.array(z.string()),
    published_nodes: z.array(z.string()),
  })
  .meta({ id: 'CredentialUsage' });
export type CredentialUsage = z.infer<typeof credentialUsageSchema>;

export const revealedCredentialSchema = z
  .strictObject({ id: z.uuid(), type: z.string(), data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'RevealedCredential' });
export type RevealedCredential = z.infer<typeof revealedCredentialSchema>;

export const listCredentialsSchema = z.strictObject({ ...pageQuery, type: z.string().min(1).max(50).optional() });
export type ListCredentials = z.infer<typeof listCredentialsSchema>;

export const credentialTypeSchema = z
  .strictObject({
    type: z.string(),
    name: z.string(),
    description: z.string(),
    /** Where the secret goes: to hosts that are named, to those that the type brings, or nowhere. */
    hosts: z.enum(['named', 'brought', 'nowhere']),
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

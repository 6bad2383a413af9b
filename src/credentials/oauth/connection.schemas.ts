import { z } from 'zod';

export const CONNECTION_STATUSES = ['not_connected', 'connected', 'reconnect_needed'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/** Whether somebody has consented at the provider, and whether that still counts. `null`: the credential needs no consent. */
export const connectionSchema = z
  .strictObject({
    status: z.enum(CONNECTION_STATUSES),
    connected_at: z.iso.datetime().nullable(),
    connected_by: z.uuid().nullable(),
    /** When the present access token ends; it is renewed before. */
    expires_at: z.iso.datetime().nullable(),
    /** What the provider granted, in its own words. */
    scope: z.string().nullable(),
    /** What the provider told about the account, such as `instance_url`. */
    account: z.record(z.string(), z.string()),
    /** Why the grant is dead: `revoked`, `expired`, `refresh_interrupted`. */
    reason: z.string().nullable(),
    reconnect_since: z.iso.datetime().nullable(),
  })
  .nullable()
  .meta({ id: 'CredentialConnection' });
export type Connection = z.infer<typeof connectionSchema>;

/** What is stored beside the tokens, open. */
const detailsSchema = z.object({
  scope: z.string().nullable().default(null),
  account: z.record(z.string(), z.string()).default({}),
});

type ConnectionColumns = {
  readonly connection: ConnectionStatus | null;
  readonly connected_at: Date | null;
  readonly connected_by: string | null;
  readonly connection_details: unknown;
  readonly reconnect_reason: string | null;
  readonly reconnect_since: Date | null;
  readonly tokens_expire_at: Date | null;
};

export function toConnection(row: ConnectionColumns): Connection {
  if (row.connection === null) return null;
  return {
    status: row.connection,
    connected_at: row.connected_at?.toISOString() ?? null,
    connected_by: row.connected_by,
    expires_at: row.tokens_expire_at?.toISOString() ?? null,
    ...detailsSchema.parse(row.connection_details ?? {}),
    reason: row.reconnect_reason,
    reconnect_since: row.reconnect_since?.toISOString() ?? null,
  };
}

/** How a credential with these data begins: with a consent to be given, or with none needed. */
export function firstStatus(data: Readonly<Record<string, unknown>>): ConnectionStatus | null {
  return data.grant === 'authorization_code' ? 'not_connected' : null;
}

/** The connection of a credential whose data were just stored. */
export function firstConnection(data: Readonly<Record<string, unknown>>): Connection {
  const nothing = { connected_at: null, connected_by: null, connection_details: null, tokens_expire_at: null };
  return toConnection({ ...nothing, connection: firstStatus(data), reconnect_reason: null, reconnect_since: null });
}

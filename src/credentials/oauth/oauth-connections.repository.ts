import { z } from 'zod';
import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { Databases } from '../../db/databases.ts';

/** A consent that is asked for. `secrets`: sealed; hashes are SHA-256 in hex. */
export type NewConnection = {
  readonly id: string;
  readonly workspace_id: string;
  readonly credential_id: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly ticket_hash: string;
  readonly state_hash: string;
  readonly browser_hash: string;
  /** Of the sealed data with which it began. */
  readonly data_hash: string;
  readonly secrets: string;
  readonly created_at: string;
  readonly expires_at: string;
};

const pendingSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  credential_id: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  browser_hash: z.string(),
  data_hash: z.string(),
  secrets: z.string(),
});
export type PendingConnection = z.infer<typeof pendingSchema>;

const askedSchema = pendingSchema.extend({
  credential_name: z.string(),
  workspace_name: z.string(),
  user_email: z.string(),
  allowed_hosts: z.array(z.string()),
});
/** The same with what people are told before they go on. */
export type AskedConnection = z.infer<typeof askedSchema>;

/** Tokens that a consent brought. `expected_data`: the sealed data of the client that asked. */
export type Grant = {
  readonly id: string;
  readonly workspace_id: string;
  readonly connected_by: string;
  readonly expected_data: string;
  readonly tokens: string;
  readonly tokens_expire_at: string | null;
  readonly details: { readonly scope: string | null; readonly account: { readonly [name: string]: string } };
  readonly now: string;
};

const PENDING =
  'p.id, p.workspace_id, p.credential_id, p.user_id, p.session_id, p.browser_hash, p.data_hash, p.secrets';

const INSERT = `
WITH changed AS (
  INSERT INTO oauth_connections (id, workspace_id, credential_id, user_id, session_id, ticket_hash, state_hash,
    browser_hash, data_hash, secrets, created_at, expires_at)
  SELECT g.* FROM json_to_record($1::json->'connection') AS g(
    id uuid, workspace_id uuid, credential_id uuid, user_id uuid, session_id uuid, ticket_hash text, state_hash text,
    browser_hash text, data_hash text, secrets text, created_at timestamptz, expires_at timestamptz)
  RETURNING id
),${AUDITED}
SELECT id FROM changed`;

const FIND = `
SELECT ${PENDING}, c.name AS credential_name, c.allowed_hosts, w.name AS workspace_name, u.email AS user_email
FROM oauth_connections AS p
JOIN credentials AS c ON c.id = p.credential_id AND c.workspace_id = p.workspace_id
JOIN workspaces AS w ON w.id = p.workspace_id
JOIN users AS u ON u.id = p.user_id
WHERE p.ticket_hash = $1 AND p.expires_at > $2::timestamptz`;

const BIND = `
UPDATE oauth_connections AS p SET browser_hash = $3
WHERE p.ticket_hash = $1 AND p.expires_at > $2::timestamptz RETURNING ${PENDING}`;

/** Each state counts once, and only in the browser that began: two answers at once are one. */
const TAKE = `
DELETE FROM oauth_connections AS p
WHERE p.state_hash = $1 AND p.browser_hash = $3 AND p.expires_at > $2::timestamptz RETURNING ${PENDING}`;

/** Tokens are stored for the client that asked for them, or not at all. */
const STORE_GRANT = `
WITH given AS (
  SELECT * FROM json_to_record($1::json->'grant') AS g(id uuid, workspace_id uuid, connected_by uuid,
    expected_data text, tokens text, tokens_expire_at timestamptz, details json, now timestamptz)
),
changed AS (
  UPDATE credentials AS c
  SET connection = 'connected', connected_at = g.now, connected_by = g.connected_by, connection_details = g.details,
    reconnect_reason = NULL, reconnect_since = NULL, tokens = g.tokens, tokens_expire_at = g.tokens_expire_at,
    token_generation = c.token_generation + 1, refresh_lease = NULL, refresh_lease_until = NULL
  FROM given AS g
  WHERE c.id = g.id AND c.workspace_id = g.workspace_id AND c.data = g.expected_data AND c.connection IS NOT NULL
  RETURNING c.id
),${AUDITED}
SELECT id FROM changed`;

type Commit<Key extends string, Value> = { readonly [key in Key]: Value } & { readonly audit: AuditEntry };

/** By a ticket or a state alone nobody is known yet: those are looked up by authentication. */
export function createOAuthConnectionRepository({ people, auth }: Pick<Databases, 'people' | 'auth'>) {
  const at = (now: number): string => new Date(now).toISOString();
  const firstOf = (rows: readonly unknown[]): PendingConnection | null =>
    rows[0] === undefined ? null : pendingSchema.parse(rows[0]);
  return {
    async insert(commit: Commit<'connection', NewConnection>): Promise<void> {
      await people.sql.query(INSERT, [JSON.stringify(commit)]);
    },
    /** By the hash of its ticket; `null` if it is over. */
    async find(ticketHash: string, now: number): Promise<AskedConnection | null> {
      const [row] = await auth.sql.query(FIND, [ticketHash, at(now)]);
      return row === undefined ? null : askedSchema.parse(row);
    },
    /** From now on it belongs to this browser. */
    async bind(ticketHash: string, browserHash: string, now: number): Promise<PendingConnection | null> {
      return firstOf(await auth.sql.query(BIND, [ticketHash, at(now), browserHash]));
    },
    /** Once, by the hash of its state, for its browser. */
    async take(stateHash: string, browserHash: string, now: number): Promise<PendingConnection | null> {
      return firstOf(await auth.sql.query(TAKE, [stateHash, at(now), browserHash]));
    },
    /** Whether the credential still had the data. */
    async storeGrant(commit: Commit<'grant', Grant>): Promise<boolean> {
      return (await people.sql.query(STORE_GRANT, [JSON.stringify(commit)])).length === 1;
    },
  };
}

export type OAuthConnectionRepository = ReturnType<typeof createOAuthConnectionRepository>;

import { z } from 'zod';
import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { Database } from '../../db/client.ts';
import type { CredentialPlace } from '../credential-data.ts';

/** How long a refresh may hold its lease, in seconds: longer than the request and the storing of its answer ever take. */
const LEASE_SECONDS = 30;

/** Who renews the tokens, from which generation. */
export type Lease = CredentialPlace & { readonly lease: string; readonly generation: number };

type SealedTokens = { readonly tokens: string; readonly expiresAt: number | null };
type GrantEnd = { readonly reason: string; readonly audit: AuditEntry };

/**
 * One refresh at a time, whichever isolates want one: whoever changes the row holds the lease. `$5` is how long it lasts. A lease that was
 * left behind says that the end of an earlier refresh is unknown. The clock is the database's, which all share.
 */
const CLAIM = `
WITH before AS (
  SELECT id, refresh_lease FROM credentials
  WHERE workspace_id = $1::uuid AND id = $2::uuid AND token_generation = $4::int
    AND connection IS DISTINCT FROM 'reconnect_needed'
    AND (refresh_lease_until IS NULL OR refresh_lease_until <= now())
  FOR UPDATE
)
UPDATE credentials AS c
SET refresh_lease = $3::uuid, refresh_lease_until = now() + make_interval(secs => $5::int)
FROM before AS b WHERE c.id = b.id
RETURNING b.refresh_lease IS NOT NULL AS interrupted`;

const COMMIT = `
UPDATE credentials
SET tokens = $4, tokens_expire_at = $5::timestamptz, token_generation = token_generation + 1,
  refresh_lease = NULL, refresh_lease_until = NULL
WHERE workspace_id = $1::uuid AND id = $2::uuid AND refresh_lease = $3::uuid
RETURNING token_generation`;

const RELEASE = `
UPDATE credentials SET refresh_lease = NULL, refresh_lease_until = NULL
WHERE workspace_id = $1::uuid AND id = $2::uuid AND refresh_lease = $3::uuid`;

/** Others may try at once, but know that they are not the first. */
const ABANDON = `
UPDATE credentials SET refresh_lease_until = now()
WHERE workspace_id = $1::uuid AND id = $2::uuid AND refresh_lease = $3::uuid`;

/** Marks the grant as dead, and says so in the audit log; `lease` is `null` where no refresh was tried. */
const END_GRANT = `
WITH given AS (
  SELECT * FROM json_to_record($1::json->'grant') AS g(workspace_id uuid, id uuid, lease uuid, generation int, reason text)
),
changed AS (
  UPDATE credentials AS c
  SET connection = 'reconnect_needed', reconnect_reason = g.reason, reconnect_since = now(),
    refresh_lease = NULL, refresh_lease_until = NULL
  FROM given AS g
  WHERE c.workspace_id = g.workspace_id AND c.id = g.id AND c.token_generation = g.generation
    AND c.refresh_lease IS NOT DISTINCT FROM g.lease AND c.connection IS DISTINCT FROM 'reconnect_needed'
  RETURNING c.id
),${AUDITED}
SELECT id FROM changed`;

const claimRow = z.object({ interrupted: z.boolean() });

/** The tokens of credentials in the database, as far as renewing them goes. */
export function createTokenStore({ sql }: Database) {
  const keyOf = ({ workspaceId, id, lease }: Lease) => [workspaceId, id, lease];
  return {
    /** `null`: somebody else renews them, or has done so, or the grant is dead. */
    async claim(lease: Lease): Promise<{ readonly interrupted: boolean } | null> {
      const [row] = await sql.query(CLAIM, [...keyOf(lease), lease.generation, LEASE_SECONDS]);
      return row === undefined ? null : claimRow.parse(row);
    },
    /** Whether the lease still held: else the tokens are not stored. */
    async commit(lease: Lease, { tokens, expiresAt }: SealedTokens): Promise<boolean> {
      const expires = expiresAt === null ? null : new Date(expiresAt).toISOString();
      return (await sql.query(COMMIT, [...keyOf(lease), tokens, expires])).length === 1;
    },
    async release(lease: Lease): Promise<void> {
      await sql.query(RELEASE, keyOf(lease));
    },
    async abandon(lease: Lease): Promise<void> {
      await sql.query(ABANDON, keyOf(lease));
    },
    /** Whether it was alive until now. */
    async endGrant(of: Omit<Lease, 'lease'> & { readonly lease: string | null }, end: GrantEnd): Promise<boolean> {
      const { workspaceId: workspace_id, id, lease, generation } = of;
      const grant = { workspace_id, id, lease, generation, reason: end.reason };
      return (await sql.query(END_GRANT, [JSON.stringify({ grant, audit: end.audit })])).length === 1;
    },
  };
}

export type TokenStore = ReturnType<typeof createTokenStore>;

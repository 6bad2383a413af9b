import { AUDITED } from '../../audit/audited-change.ts';
import { GIVEN_SESSION, SESSION_COLUMNS } from './session-row.ts';

/**
 * `$1`: `session`, `provedAt` and `audit`. Opens nothing for a user who was suspended, or set another password, since they were proved;
 * nor without a factor for one who added one. The lock (SHARE goes with others of its kind) makes both sides see each other: who adds
 * a factor or sets a password at this moment waits until the session is there, and ends it; or was first, and the row is looked at again.
 */
export const OPEN = `
WITH holder AS MATERIALIZED (
  SELECT u.id FROM users u
  WHERE u.id = ($1::json->'session'->>'user_id')::uuid AND u.status = 'active'
    AND (u.password_changed_at IS NULL OR u.password_changed_at <= ($1::json->>'provedAt')::timestamptz)
    AND (NOT u.mfa_enabled OR $1::json->'session'->>'factor' IS NOT NULL)
  FOR SHARE
), changed AS (
  INSERT INTO sessions (${SESSION_COLUMNS})
  SELECT s.* FROM ${GIVEN_SESSION} JOIN holder u ON u.id = s.user_id
  RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

/** `$1`: `id`, `userId`, `factor` (or null), `now` and `audit`. */
export const CONFIRM = `
WITH changed AS (
  UPDATE sessions s SET confirmed_at = g.now, factor = COALESCE(g.factor, s.factor)
  FROM json_to_record($1::json) AS g(id uuid, "userId" uuid, factor text, now timestamptz)
  WHERE s.id = g.id AND s.user_id = g."userId" AND s.revoked_at IS NULL
  RETURNING s.id
), ${AUDITED}
SELECT id FROM changed`;

/** `$1`: `audit`. */
export const RECORD = `WITH changed AS (SELECT 1), ${AUDITED} SELECT 1`;

/** However often it is refreshed, a session ends so long after it was opened (docs/accounts.md#sessions). */
const LONGEST_SESSION = `interval '90 days'`;

/** `$1`: `id`, `used`, `secrets`, `client`, `now`. Of many who bring the same token at once, one finds it. */
export const ROTATE = `
UPDATE sessions s SET previous_hash = s.refresh_hash, rotated_at = g.now, last_used_at = g.now,
  token_hash = g.token_hash, refresh_hash = g.refresh_hash,
  expires_at = LEAST(g.expires_at, s.created_at + ${LONGEST_SESSION}),
  ip_address = COALESCE(g.ip_address, s.ip_address), user_agent = COALESCE(g.user_agent, s.user_agent)
FROM json_to_record($1::json) AS g(
  id uuid, used text, now timestamptz, token_hash text, refresh_hash text, expires_at timestamptz, ip_address text,
  user_agent text)
WHERE s.id = g.id AND s.refresh_hash = g.used AND s.revoked_at IS NULL AND s.expires_at > g.now
RETURNING s.id`;

/** `$1`: `userId`, `now`, `only` or `except` (ids of sessions, or null), `audit`. */
export const END = `
WITH changed AS (
  UPDATE sessions s SET revoked_at = g.now
  FROM json_to_record($1::json) AS g("userId" uuid, now timestamptz, "only" uuid, "except" uuid)
  WHERE s.user_id = g."userId" AND s.revoked_at IS NULL AND s.expires_at > g.now
    AND s.id = COALESCE(g."only", s.id) AND s.id IS DISTINCT FROM g."except"
  RETURNING s.id
), ${AUDITED}
SELECT id FROM changed`;

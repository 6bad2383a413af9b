import { AUDITED } from '../../audit/audited-change.ts';

/*
 * Those that add or remove a factor run while the user is locked (`changeUser`): `mfa_enabled` says whether any is left, and two that
 * remove one each must not both see the other's.
 */

/**
 * Whether the session `sessionId` of `$1` has not been ended since the request was let in: whoever ends all sessions of an account is
 * sure that nothing more is added by one of them.
 */
export const SESSION_LIVES = `
EXISTS (SELECT 1 FROM sessions live WHERE live.id = ($1::json->>'sessionId')::uuid AND live.revoked_at IS NULL)`;

/**
 * Remembers what is good once. Part of a statement whose `$1` has `spent`: `hash` and `expires_at`; empty if it was used before.
 */
export const SPENT = `
spent AS (
  INSERT INTO spent_tokens (token_hash, expires_at)
  SELECT t.hash, t.expires_at FROM json_to_record($1::json->'spent') AS t(hash text, expires_at timestamptz)
  ON CONFLICT (token_hash) DO NOTHING
  RETURNING token_hash
)`;

/**
 * What follows when `changed` (the user's `id`) added a factor. `$1`: `userId`, `sessionId`, `now`, `factor`, `codes`. With the
 * first factor come recovery codes; sessions that passed none end, but for the one that added it: it just did.
 */
export const FACTOR_ADDED = `
codes AS (
  INSERT INTO recovery_codes (id, user_id, code_hash, created_at)
  SELECT c.id, changed.id, c.code_hash, ($1::json->>'now')::timestamptz
  FROM changed, json_to_recordset($1::json->'codes') AS c(id uuid, code_hash text)
  WHERE NOT EXISTS (SELECT 1 FROM recovery_codes r WHERE r.user_id = changed.id)
  RETURNING id
), ended AS (
  UPDATE sessions s SET revoked_at = ($1::json->>'now')::timestamptz FROM changed
  WHERE s.user_id = changed.id AND s.id <> ($1::json->>'sessionId')::uuid AND s.factor IS NULL AND s.revoked_at IS NULL
), proved AS (
  UPDATE sessions s SET factor = $1::json->>'factor', confirmed_at = ($1::json->>'now')::timestamptz FROM changed
  WHERE s.user_id = changed.id AND s.id = ($1::json->>'sessionId')::uuid
), ${AUDITED}`;

/** What follows when `changed` (the user's `id` and `mfa_enabled`) removed a factor: with the last one, the recovery codes go. */
export const FACTOR_REMOVED = `
codes AS (
  DELETE FROM recovery_codes r USING changed WHERE r.user_id = changed.id AND NOT changed.mfa_enabled
), ${AUDITED}`;

/** `$1`: the user. */
export const STATE = `
SELECT to_json(u.mfa_confirmed_at) #>> '{}' AS totp_confirmed_at,
  (SELECT count(*)::int FROM passkeys p WHERE p.user_id = u.id) AS passkeys,
  (SELECT count(*)::int FROM recovery_codes r WHERE r.user_id = u.id AND r.used_at IS NULL) AS recovery_codes_left
FROM users u WHERE u.id = $1::uuid AND u.status = 'active'`;

/** `$1`: the user, `$2`: the sealed secret. Takes the place of one that was proposed and not confirmed. */
export const PROPOSE_TOTP = `
UPDATE users SET mfa_secret = $2 WHERE id = $1::uuid AND mfa_confirmed_at IS NULL AND status = 'active' RETURNING id`;

/** `$1`: what {@link FACTOR_ADDED} takes, `sealed`, `step` and `audit`. The secret must be the one whose code was checked. */
export const CONFIRM_TOTP = `
WITH changed AS (
  UPDATE users u SET mfa_enabled = true, mfa_confirmed_at = g.now, mfa_last_step = g.step, updated_at = g.now
  FROM json_to_record($1::json) AS g("userId" uuid, sealed text, step bigint, now timestamptz)
  WHERE u.id = g."userId" AND u.mfa_secret = g.sealed AND u.mfa_confirmed_at IS NULL AND u.status = 'active'
    AND ${SESSION_LIVES.trim()}
  RETURNING u.id
), ${FACTOR_ADDED}
SELECT (SELECT count(*)::int FROM codes) AS codes FROM changed`;

/** `$1`: the user, `$2`: the sealed secret whose code was checked, `$3`: its step. Of many who bring one code, one raises the step. */
export const RAISE_STEP = `
UPDATE users SET mfa_last_step = $3::bigint
WHERE id = $1::uuid AND mfa_secret = $2 AND mfa_confirmed_at IS NOT NULL AND mfa_last_step < $3::bigint
RETURNING id`;

/** `$1`: `userId`, `now` and `audit`. */
export const REMOVE_TOTP = `
WITH changed AS (
  UPDATE users u SET mfa_secret = NULL, mfa_confirmed_at = NULL, updated_at = g.now,
    mfa_enabled = EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id)
  FROM json_to_record($1::json) AS g("userId" uuid, now timestamptz)
  WHERE u.id = g."userId" AND u.mfa_confirmed_at IS NOT NULL
  RETURNING u.id, u.mfa_enabled
), ${FACTOR_REMOVED}
SELECT id FROM changed`;

/** `$1`: `userId`, `hash`, `now` and `audit`. Of many who bring one code, one uses it. */
export const USE_RECOVERY_CODE = `
WITH changed AS (
  UPDATE recovery_codes r SET used_at = g.now
  FROM json_to_record($1::json) AS g("userId" uuid, hash text, now timestamptz)
  WHERE r.user_id = g."userId" AND r.code_hash = g.hash AND r.used_at IS NULL
  RETURNING r.id, r.user_id
), ${AUDITED}
SELECT (SELECT count(*)::int FROM recovery_codes r WHERE r.user_id = changed.user_id AND r.used_at IS NULL) - 1 AS left
FROM changed`;

/** `$1`: `userId`, `codes`, `now` and `audit`. The new codes take the place of all before, for whoever has a factor. */
export const RENEW_RECOVERY_CODES = `
WITH changed AS (
  SELECT u.id FROM users u WHERE u.id = ($1::json->>'userId')::uuid AND u.mfa_enabled
), gone AS (
  DELETE FROM recovery_codes r USING changed WHERE r.user_id = changed.id
), codes AS (
  INSERT INTO recovery_codes (id, user_id, code_hash, created_at)
  SELECT c.id, changed.id, c.code_hash, ($1::json->>'now')::timestamptz
  FROM changed, json_to_recordset($1::json->'codes') AS c(id uuid, code_hash text)
), ${AUDITED}
SELECT id FROM changed`;

/** `$1`: `spent`. */
export const SPEND = `WITH ${SPENT} SELECT token_hash FROM spent`;

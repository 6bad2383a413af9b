import { AUDITED } from '../../audit/audited-change.ts';
import { FACTOR_ADDED, FACTOR_REMOVED, SESSION_LIVES, SPENT } from '../factors/factor-statements.ts';

/**
 * `$1`: `passkey`, `most`, `spent` (its challenge), what `FACTOR_ADDED` takes, and `audit`. `known` tells why nothing was added:
 * the passkey is somebody's already. `live`: the session is, which adds.
 */
export const ADD_PASSKEY = `
WITH ${SPENT}, added AS (
  INSERT INTO passkeys
    (id, user_id, name, rp_id, credential_id, public_key, counter, transports, backed_up, created_at)
  SELECT p.id, p.user_id, p.name, p.rp_id, p.credential_id, p.public_key, p.counter,
    ARRAY(SELECT json_array_elements_text(p.transports)), p.backed_up, p.created_at
  FROM spent, json_to_record($1::json->'passkey') AS p(
    id uuid, user_id uuid, name text, rp_id text, credential_id text, public_key text, counter bigint, transports json,
    backed_up boolean, created_at timestamptz)
  WHERE (SELECT count(*) FROM passkeys q WHERE q.user_id = p.user_id) < ($1::json->>'most')::int AND ${SESSION_LIVES.trim()}
  ON CONFLICT (credential_id) DO NOTHING
  RETURNING user_id
), changed AS (
  UPDATE users u SET mfa_enabled = true, updated_at = ($1::json->>'now')::timestamptz FROM added
  WHERE u.id = added.user_id
  RETURNING u.id
), ${FACTOR_ADDED}
SELECT (SELECT count(*)::int FROM spent) AS spent, (SELECT count(*)::int FROM changed) AS added,
  (SELECT count(*)::int FROM codes) AS codes, ${SESSION_LIVES.trim()} AS live,
  (SELECT count(*)::int FROM passkeys q WHERE q.credential_id = $1::json->'passkey'->>'credential_id') AS known`;

/** `$1`: `userId`, `id`, `name` and `audit`. */
export const RENAME_PASSKEY = `
WITH changed AS (
  UPDATE passkeys p SET name = g.name
  FROM json_to_record($1::json) AS g("userId" uuid, id uuid, name text)
  WHERE p.user_id = g."userId" AND p.id = g.id
  RETURNING p.id
), ${AUDITED}
SELECT id FROM changed`;

/** `$1`: `userId`, `id`, `now` and `audit`. */
export const REMOVE_PASSKEY = `
WITH removed AS (
  DELETE FROM passkeys p USING json_to_record($1::json) AS g("userId" uuid, id uuid)
  WHERE p.user_id = g."userId" AND p.id = g.id
  RETURNING p.id, p.user_id
), changed AS (
  UPDATE users u SET updated_at = ($1::json->>'now')::timestamptz, mfa_enabled = u.mfa_confirmed_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id AND p.id <> removed.id)
  FROM removed WHERE u.id = removed.user_id
  RETURNING u.id, u.mfa_enabled
), ${FACTOR_REMOVED}
SELECT id FROM changed`;

/**
 * `$1`: `id`, `counter`, `now` and `spent`. A device that counts has to have counted on: one whose count stands still or went back
 * has a copy (WebAuthn §6.1.1).
 */
export const USE_PASSKEY = `
WITH ${SPENT}, changed AS (
  UPDATE passkeys p SET counter = g.counter, last_used_at = g.now
  FROM spent, json_to_record($1::json) AS g(id uuid, counter bigint, now timestamptz)
  WHERE p.id = g.id AND (p.counter < g.counter OR (p.counter = 0 AND g.counter = 0))
  RETURNING p.id
)
SELECT (SELECT count(*)::int FROM spent) AS spent, (SELECT count(*)::int FROM changed) AS used`;

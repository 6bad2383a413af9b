import { AUDITED, AUDITED_DIFFERENCE, auditedColumns } from '../audit/audited-change.ts';

/** The key that `$1` names by `id` and `workspaceId`. */
const THIS_KEY = `id = ($1::json->>'id')::uuid AND workspace_id = ($1::json->>'workspaceId')::uuid`;

/** `$1` is a `KeyRevocation` as JSON. */
export const REVOKE = `
WITH changed AS (
  UPDATE api_keys SET revoked_at = COALESCE(revoked_at, ($1::json->>'revokedAt')::timestamptz)
  WHERE ${THIS_KEY}
  RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

/** `$1` is a `KeyRotation` as JSON. */
export const ROTATE = `
WITH changed AS (
  UPDATE api_keys SET key_hash = $1::json->>'hash', key_prefix = $1::json->>'prefix', last_used_at = NULL
  WHERE ${THIS_KEY} AND revoked_at IS NULL
  RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

/** What the audit log tells of a change. */
const TOLD = ['name', 'scopes'];

/** `$1` is a `StoredKeyChange` as JSON. Scopes are taken only from what the key has at this moment, whatever was read before. */
export const CHANGE = `
WITH before AS (
  SELECT k.id, k.scopes, ${auditedColumns('k', TOLD)}
  FROM api_keys k WHERE ${THIS_KEY} AND revoked_at IS NULL FOR UPDATE
), wanted AS (
  SELECT before.id, $1::json->>'name' AS name, CASE WHEN $1::json->>'scopes' IS NOT NULL
    THEN ARRAY(SELECT json_array_elements_text($1::json->'scopes')) END AS scopes
  FROM before
), changed AS (
  UPDATE api_keys k SET name = COALESCE(wanted.name, k.name), scopes = COALESCE(wanted.scopes, k.scopes)
  FROM wanted
  WHERE k.id = wanted.id AND (wanted.scopes IS NULL OR wanted.scopes <@ k.scopes)
  RETURNING k.id, ${auditedColumns('k', TOLD)}
), ${AUDITED_DIFFERENCE}
SELECT id FROM changed`;

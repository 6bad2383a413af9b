import { AUDITED_DIFFERENCE, auditedColumns } from '../audit/audited-change.ts';

const TOLD = ['first_name', 'last_name'];

/** `$1`: `userId`, `first_name` and `last_name` (left out: as they are), `now` and `audit`. */
export const CHANGE_PROFILE = `
WITH before AS (
  SELECT u.id, ${auditedColumns('u', TOLD)} FROM users u
  WHERE u.id = ($1::json->>'userId')::uuid AND u.status = 'active' FOR UPDATE
), changed AS (
  UPDATE users u SET first_name = COALESCE(g.first_name, u.first_name), last_name = COALESCE(g.last_name, u.last_name),
    updated_at = g.now
  FROM before, json_to_record($1::json) AS g(first_name text, last_name text, now timestamptz)
  WHERE u.id = before.id
  RETURNING u.id, ${auditedColumns('u', TOLD)}
), ${AUDITED_DIFFERENCE}
SELECT id FROM changed`;

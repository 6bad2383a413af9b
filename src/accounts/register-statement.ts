import { AUDITED } from '../audit/audited-change.ts';
import { GIVEN_SESSION, SESSION_COLUMNS } from './sessions/session-row.ts';

/**
 * `$1` is a `NewAccount` as JSON. All parts but the first write nothing when the email is taken, so two who register the
 * same email at the same moment leave one account behind and no half of another.
 */
export const REGISTER = `
WITH changed AS (
  INSERT INTO users (id, email, first_name, last_name, created_at, updated_at, password_hash)
  SELECT u.*, $1::json->>'passwordHash' FROM json_to_record($1::json->'user') AS u(
    id uuid, email text, first_name text, last_name text, created_at timestamptz, updated_at timestamptz)
  ON CONFLICT (lower(email)) DO NOTHING
  RETURNING id
), new_workspace AS (
  INSERT INTO workspaces (id, owner_id, name, slug, plan_id, is_personal, created_at, updated_at)
  SELECT w.* FROM changed, json_to_record($1::json->'workspace') AS w(
    id uuid, owner_id uuid, name text, slug text, plan_id text, is_personal boolean, created_at timestamptz,
    updated_at timestamptz)
  RETURNING id, owner_id, created_at
), membership AS (
  INSERT INTO workspace_members (id, workspace_id, user_id, role, joined_at)
  SELECT ($1::json->>'membershipId')::uuid, id, owner_id, 'owner', created_at FROM new_workspace
), session AS (
  INSERT INTO sessions (${SESSION_COLUMNS}) SELECT s.* FROM changed, ${GIVEN_SESSION}
), ${AUDITED}
SELECT id FROM changed`;

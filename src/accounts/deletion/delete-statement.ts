import { AUDITED } from '../../audit/audited-change.ts';
import { MAILED } from '../../mail/queue-statement.ts';

/** Rows that are about a user, and go with them. A test finds what is missing here. */
export const ROWS_OF_A_USER = [
  'account_links.user_id',
  'api_keys.user_id',
  'execution_views.owner_id',
  'invitations.invited_by',
  'oauth_connections.user_id',
  'passkeys.user_id',
  'recovery_codes.user_id',
  'removed_members.user_id',
  'sessions.user_id',
  'user_identities.user_id',
  'workspace_members.user_id',
] as const;

const deletions = ROWS_OF_A_USER.map((place) => {
  const [table, column] = place.split('.');
  return `${table}_gone AS (DELETE FROM ${table} t USING changed c WHERE t.${column} = c.id)`;
}).join(', ');

/**
 * Goes before {@link DELETE_ACCOUNT}, in its transaction. `$1`: the user. Whoever leaves one of their workspaces at this moment, or
 * deletes an account, too, comes before, and is gone when the statement looks who stays; or after, and finds this one gone. All lock in
 * the same order.
 */
export const LOCK_OWNED = `
SELECT w.id FROM workspaces w
WHERE w.id IN (SELECT m.workspace_id FROM workspace_members m WHERE m.user_id = $1::uuid)
ORDER BY w.id FOR NO KEY UPDATE`;

/**
 * `$1`: `userId`, `now`, `mails`, `audit`. What is left of the user is a row without anything about them, since the audit log and
 * workflows name its id. Workspaces in which nobody else is stop at once, as if they were deleted, and are destroyed by the next night; with other owners
 * they stay, and one of those is the owner.
 * Deletes nothing while a workspace with other members would have no owner.
 */
export const DELETE_ACCOUNT = `
WITH given AS (
  SELECT * FROM json_to_record($1::json) AS g("userId" uuid, now timestamptz)
), owned AS (
  SELECT w.id,
    EXISTS (SELECT 1 FROM workspace_members o WHERE o.workspace_id = w.id AND o.user_id <> g."userId") AS is_shared,
    (SELECT o.user_id FROM workspace_members o JOIN users u ON u.id = o.user_id AND u.status = 'active'
     WHERE o.workspace_id = w.id AND o.user_id <> g."userId" AND o.role = 'owner'
     ORDER BY o.joined_at LIMIT 1) AS heir
  FROM given g
  JOIN workspace_members m ON m.user_id = g."userId" AND m.role = 'owner'
  JOIN workspaces w ON w.id = m.workspace_id
), changed AS (
  UPDATE users u SET status = 'deleted', email = 'deleted-' || u.id || '@deleted.invalid', password_hash = '',
    first_name = '', last_name = '', email_verified = false, mfa_enabled = false, mfa_secret = NULL,
    mfa_confirmed_at = NULL, mfa_last_step = -1, password_changed_at = NULL, updated_at = g.now
  FROM given g
  WHERE u.id = g."userId" AND u.status = 'active' AND NOT EXISTS (SELECT 1 FROM owned WHERE is_shared AND heir IS NULL)
  RETURNING u.id
), inherited AS (
  UPDATE workspaces w SET owner_id = o.heir FROM owned o, changed c
  WHERE w.id = o.id AND w.owner_id = c.id AND o.heir IS NOT NULL
), closed AS (
  UPDATE workspaces w SET name = 'Deleted', deleted_at = g.now, deletes_at = g.now, stopped_at = NULL
  FROM given g, owned o, changed c WHERE w.id = o.id AND NOT o.is_shared
  RETURNING w.id
), archived AS (
  UPDATE workflows w SET status = 'archived' FROM closed WHERE w.workspace_id = closed.id AND w.status <> 'archived'
), unscheduled AS (
  UPDATE schedules s SET next_run_at = NULL FROM closed WHERE s.workspace_id = closed.id AND s.is_active
), unpolled AS (
  UPDATE polls p SET next_poll_at = 'infinity' FROM closed WHERE p.workspace_id = closed.id
), ${deletions}, ${MAILED}, ${AUDITED}
SELECT (SELECT COALESCE(json_agg(id), '[]') FROM closed) AS workspaces FROM changed`;

/** `$1`: the user. The workspaces with other members of which they are the only owner. */
export const SOLELY_OWNED = `
SELECT w.id, w.name FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
WHERE m.user_id = $1 AND m.role = 'owner'
  AND EXISTS (SELECT 1 FROM workspace_members o WHERE o.workspace_id = w.id AND o.user_id <> $1)
  AND NOT EXISTS (
    SELECT 1 FROM workspace_members o JOIN users u ON u.id = o.user_id AND u.status = 'active'
    WHERE o.workspace_id = w.id AND o.user_id <> $1 AND o.role = 'owner')
ORDER BY w.id`;

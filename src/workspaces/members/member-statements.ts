import { AUDITED } from '../../audit/audited-change.ts';

/**
 * To be executed by `inTurn`, as they take ownership from somebody: of two who leave, or are lowered, at the same moment, the later one's
 * statement begins when the other one is gone. All take `$1`: the audit entry as JSON, `$2`: the workspace, `$3`: the member. Somebody who was
 * suspended owns nothing in the eyes of others.
 */
const OWNERS = `owners AS (
  SELECT m.user_id FROM workspace_members m JOIN users u ON u.id = m.user_id AND u.status = 'active'
  WHERE m.workspace_id = $2::uuid AND m.role = 'owner' ORDER BY m.joined_at, m.id
)`;

/** Whether somebody else stays an owner. */
const ANOTHER_OWNER = `EXISTS (SELECT 1 FROM owners WHERE user_id <> $3::uuid)`;

/** If the member was the one whom the workspace names as its owner, it names another one. */
const HANDED_ON = `handed_on AS (
  UPDATE workspaces w SET owner_id = (SELECT user_id FROM owners WHERE user_id <> $3::uuid LIMIT 1)
  WHERE w.id = $2::uuid AND w.owner_id = $3::uuid AND EXISTS (SELECT 1 FROM changed WHERE lost_ownership)
)`;

/** `$4`: the new role, `$5`: the role that the actor saw. */
export const CHANGE_ROLE = `WITH ${OWNERS}, changed AS (
  UPDATE workspace_members m SET role = $4
  WHERE m.workspace_id = $2::uuid AND m.user_id = $3::uuid AND m.role = $5
    AND (m.role <> 'owner' OR $4 = 'owner' OR ${ANOTHER_OWNER})
  RETURNING m.user_id, $5 = 'owner' AND $4 <> 'owner' AS lost_ownership
), ${HANDED_ON}, ${AUDITED}
SELECT user_id FROM changed`;

/** `$4`: the role that the actor saw, `$5`: now, `$6`: whether the member goes against their will, and no old invitation lets them in again. */
export const REMOVE = `WITH ${OWNERS}, changed AS (
  DELETE FROM workspace_members m
  WHERE m.workspace_id = $2::uuid AND m.user_id = $3::uuid AND m.role = $4 AND (m.role <> 'owner' OR ${ANOTHER_OWNER})
  RETURNING m.user_id, m.role = 'owner' AS lost_ownership
), ${HANDED_ON}, invited AS (
  UPDATE invitations i SET revoked_at = $5::timestamptz FROM changed
  WHERE i.workspace_id = $2::uuid AND i.invited_by = changed.user_id AND i.revoked_at IS NULL
), barred AS (
  INSERT INTO removed_members (workspace_id, user_id, removed_at)
  SELECT $2::uuid, user_id, $5::timestamptz FROM changed WHERE $6::boolean
  ON CONFLICT (workspace_id, user_id) DO UPDATE SET removed_at = EXCLUDED.removed_at
), ${AUDITED}
SELECT user_id FROM changed`;

/** `$3`: the new owner, `$4`: the owner of now, `$5`: what that one becomes. */
export const TRANSFER = `WITH ${OWNERS}, heir AS (
  SELECT m.user_id FROM workspace_members m JOIN users u ON u.id = m.user_id AND u.status = 'active'
  WHERE m.workspace_id = $2::uuid AND m.user_id = $3::uuid
), changed AS (
  UPDATE workspaces w SET owner_id = $3::uuid
  WHERE w.id = $2::uuid AND EXISTS (SELECT 1 FROM heir) AND EXISTS (SELECT 1 FROM owners WHERE user_id = $4::uuid)
  RETURNING w.id
), moved AS (
  UPDATE workspace_members m SET role = CASE m.user_id WHEN $3::uuid THEN 'owner' ELSE $5 END
  FROM changed WHERE m.workspace_id = changed.id AND m.user_id IN ($3::uuid, $4::uuid)
), ${AUDITED}
SELECT id FROM changed`;

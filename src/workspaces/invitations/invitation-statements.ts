import { AUDITED } from '../../audit/audited-change.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import { STILL_MAY_INVITE } from './may-invite.ts';

/** A moment as ISO 8601 in UTC. */
export function isoText(moment: string): string {
  return `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** What an invitation is at the moment `now`, which is its place among the parameters. */
export function statusAt(now: string): string {
  return `CASE WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.uses >= i.max_uses THEN 'used'
    WHEN i.expires_at <= ${now}::timestamptz THEN 'expired' ELSE 'pending' END`;
}

/**
 * `$1`: `invitation`, `mails`, `audit`. One address has one pending invitation: those before it are revoked first, as the index
 * `invitations_waiting_key` demands. The workspace is locked (`LOCK_WORKSPACE`), so that of two at once the later one revokes the other.
 */
export const CREATE_INVITATION = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'invitation') AS i(id uuid, workspace_id uuid, invited_by uuid, email text, role text,
    token_hash text, max_uses integer, created_at timestamptz, expires_at timestamptz)
), replaced AS (
  UPDATE invitations i SET revoked_at = g.created_at FROM given g
  WHERE i.workspace_id = g.workspace_id AND i.email = g.email AND i.uses = 0 AND i.revoked_at IS NULL
  RETURNING i.id
), changed AS (
  INSERT INTO invitations (id, workspace_id, invited_by, email, role, token_hash, max_uses, created_at, expires_at, sent_at)
  SELECT g.*, g.created_at FROM given g
  WHERE (SELECT count(*) FROM replaced) >= 0 AND NOT EXISTS (SELECT 1 FROM workspace_members m JOIN users u ON u.id = m.user_id
    WHERE m.workspace_id = g.workspace_id AND lower(u.email) = g.email)
  RETURNING id
), ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

/** Only those who accept take a place, so this is for whoever invites to hear of it in time. */
export const HAS_ROOM = `SELECT (w.plan_limits ->> 'members')::int > (
  SELECT count(*) FROM workspace_members m WHERE m.workspace_id = w.id) AS has_room
FROM workspaces w WHERE w.id = $1::uuid`;

/** Once an invitation was used, by whoever it was, there is nothing to revoke but what is left of it. */
export const REVOKE_INVITATION = `WITH changed AS (
  UPDATE invitations SET revoked_at = coalesce(revoked_at, $4::timestamptz)
  WHERE id = $3::uuid AND workspace_id = $2::uuid RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

/**
 * `$1`: `renewal`, `mails`, `audit`. A new token and a new week for one that was mailed and not used; what was mailed before no longer
 * counts. It is as good as a new one: for somebody who was removed since the first was sent, too.
 */
export const RENEW_INVITATION = `WITH changed AS (
  UPDATE invitations i SET token_hash = r.token_hash, expires_at = r.expires_at, invited_by = r.invited_by, sent_at = r.now
  FROM json_to_record($1::json->'renewal') AS r(id uuid, workspace_id uuid, token_hash text, expires_at timestamptz, invited_by uuid,
    now timestamptz)
  WHERE i.id = r.id AND i.workspace_id = r.workspace_id AND i.email IS NOT NULL AND i.uses = 0 AND i.revoked_at IS NULL
  RETURNING i.id
), ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

/** Invitations `i` into a workspace `w`, from somebody `s` who may still invite. */
const SENT = `invitations i
JOIN workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL
JOIN workspace_members m ON m.workspace_id = i.workspace_id AND m.user_id = i.invited_by AND ${STILL_MAY_INVITE}
JOIN users s ON s.id = i.invited_by AND s.status = 'active'`;

/** By the token's hash (`$1`), and neither used up nor expired at the moment `$2` nor revoked. */
const WAITS = 'i.token_hash = $1 AND i.revoked_at IS NULL AND i.uses < i.max_uses AND i.expires_at > $2::timestamptz';

/** What an invitation offers, for whoever looks at it. */
const OFFERED = `w.name AS workspace_name, i.role, ${isoText('i.expires_at')} AS expires_at,
  trim(s.first_name || ' ' || s.last_name) AS invited_by`;

export const LOOK = `SELECT ${OFFERED}, i.email IS NOT NULL AS mailed FROM ${SENT} WHERE ${WAITS}`;

/**
 * The invitations `i` that count at the moment `$2` for the user `u` (`$3`), by the token's hash (`$1`), and were not sent before the user was
 * removed.
 */
const LIVE = `${SENT}
JOIN users u ON u.id = $3::uuid
WHERE ${WAITS}
  AND NOT EXISTS (SELECT 1 FROM removed_members r
    WHERE r.workspace_id = i.workspace_id AND r.user_id = u.id AND r.removed_at >= i.sent_at)`;

export const FIND_OFFER = `SELECT i.id, i.workspace_id, ${OFFERED},
  i.email IS NULL OR i.email = lower(u.email) AS fits, i.email IS NULL OR u.email_verified AS verified,
  EXISTS (SELECT 1 FROM workspace_members o WHERE o.workspace_id = i.workspace_id AND o.user_id = u.id) AS joined
FROM ${LIVE}`;

/**
 * Goes before {@link ACCEPT}, in its transaction. `$1`: the token's hash. Whoever deletes their account at this moment, and with it the
 * workspaces in which nobody else is, is first or finds the new member there.
 */
export const LOCK_INVITING = `
SELECT w.id FROM workspaces w WHERE w.id = (SELECT i.workspace_id FROM invitations i WHERE i.token_hash = $1) FOR SHARE`;

/**
 * `$4`: the id of the membership, `$5`: the audit entry. The lock has all who come at once take turns, and each looks again
 * whether the invitation still counts.
 */
export const ACCEPT = `WITH found AS MATERIALIZED (
  SELECT i.id, i.workspace_id, i.role FROM ${LIVE} AND (i.email IS NULL OR (i.email = lower(u.email) AND u.email_verified))
  FOR UPDATE OF i
), changed AS (
  INSERT INTO workspace_members (id, workspace_id, user_id, role, joined_at)
  SELECT $4::uuid, workspace_id, $3::uuid, role, $2::timestamptz FROM found
  ON CONFLICT (workspace_id, user_id) DO NOTHING RETURNING workspace_id
), used AS (
  UPDATE invitations i SET uses = i.uses + 1 FROM found, changed WHERE i.id = found.id
), ${AUDITED.replaceAll('$1', '$5')}
SELECT workspace_id FROM changed`;

import { AUDITED } from '../audit/audited-change.ts';
import { queueMails } from '../mail/queue-statement.ts';
import { displacePending } from './links/displace-pending.ts';
import { insertLinks } from './links/link-row.ts';
import { NO_PASSWORD } from './passwords/no-password.ts';
import { insertIdentity } from './providers/identity-row.ts';
import { GIVEN_SESSION, SESSION_COLUMNS } from './sessions/session-row.ts';

/**
 * `$1` is a `NewAccount` as JSON. All parts but the first write nothing when the email is taken, so two who register the
 * same email at the same moment leave one account behind and no half of another. An account that waits for its confirmation has no
 * session. Whoever registers for such a one again is sent another link to it, with the password of that registration; nobody has used
 * it yet, and by a link or by a new password only the owner of the mailbox ever will. From then on the account itself has no password:
 * which of them is the owner's, only the link that is opened tells. To the holder of any other account `taken_mails` go.
 */
export const REGISTER = `
WITH changed AS (
  INSERT INTO users (id, email, first_name, last_name, email_verified, created_at, updated_at, password_hash, status)
  SELECT u.*, $1::json->>'passwordHash', $1::json->>'status' FROM json_to_record($1::json->'user') AS u(
    id uuid, email text, first_name text, last_name text, email_verified boolean, created_at timestamptz,
    updated_at timestamptz)
  ON CONFLICT (lower(email)) DO NOTHING
  RETURNING id
), new_workspace AS (
  INSERT INTO workspaces (id, owner_id, name, slug, plan_id, is_personal, created_at, updated_at, plan_limits)
  SELECT w.*, g.plan_limits FROM changed, json_to_record($1::json) AS g(plan_limits json), json_to_record($1::json->'workspace') AS w(
    id uuid, owner_id uuid, name text, slug text, plan_id text, is_personal boolean,
    created_at timestamptz, updated_at timestamptz)
  RETURNING id, owner_id, created_at
), membership AS (
  INSERT INTO workspace_members (id, workspace_id, user_id, role, joined_at)
  SELECT ($1::json->>'membershipId')::uuid, id, owner_id, 'owner', created_at FROM new_workspace
), session AS (
  INSERT INTO sessions (${SESSION_COLUMNS}) SELECT s.* FROM changed, ${GIVEN_SESSION}
  WHERE s.id IS NOT NULL
), identified AS (${insertIdentity('changed')}
), applicant AS (
  SELECT id FROM changed
  UNION ALL SELECT id FROM users WHERE lower(email) = lower($1::json->'user'->>'email') AND status = 'pending'
), undecided AS (
  UPDATE users u SET password_hash = '${NO_PASSWORD}' FROM applicant a
  WHERE u.id = a.id AND u.status = 'pending' AND NOT EXISTS (SELECT 1 FROM changed)
), linked AS (${insertLinks('applicant')}
), mailed AS (${queueMails('mails', 'EXISTS (SELECT 1 FROM applicant)')}
), told AS (${queueMails('taken_mails', 'NOT EXISTS (SELECT 1 FROM applicant)')}
), ${AUDITED}
SELECT id FROM changed`;

/** Goes before {@link REGISTER} for somebody whose address is proved. `$1`: that address. */
export const MAKE_WAY = displacePending('lower($1)');

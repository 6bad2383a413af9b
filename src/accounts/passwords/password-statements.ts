import { AUDITED } from '../../audit/audited-change.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import { STRANGERS_GONE, WITHOUT_FACTORS } from '../links/first-proof.ts';

/**
 * `$1`: `userId`, `sessionId`, `from` and `to` (hashes), `now`, `mails`, `audit`. Changes the password unless it was changed in
 * between, and ends all other sessions.
 */
export const CHANGE_PASSWORD = `
WITH given AS (
  SELECT * FROM json_to_record($1::json) AS g("userId" uuid, "sessionId" uuid, "from" text, "to" text, now timestamptz)
), changed AS (
  UPDATE users u SET password_hash = g."to", password_changed_at = g.now, updated_at = g.now
  FROM given g WHERE u.id = g."userId" AND u.password_hash = g."from" AND u.status = 'active'
  RETURNING u.id
), ended AS (
  UPDATE sessions s SET revoked_at = g.now
  FROM given g JOIN changed c ON c.id = g."userId"
  WHERE s.user_id = c.id AND s.id <> g."sessionId" AND s.revoked_at IS NULL
), ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

/**
 * `$1`: `tokenHash`, `hash`, `now`, `mails`, `audit`. Of many with the same link, or with links of the same account, one wins:
 * whoever comes after it finds a link from before the present password. The link showed that the mailbox is the user's, which
 * confirms the address. Until then anybody may have registered with it: what they left goes, factors too.
 */
export const RESET_PASSWORD = `
WITH given AS (
  SELECT * FROM json_to_record($1::json) AS g("tokenHash" text, hash text, now timestamptz)
), used AS (
  DELETE FROM account_links l USING given g
  WHERE l.token_hash = g."tokenHash" AND l.purpose = 'reset_password' AND l.expires_at > g.now
  RETURNING l.user_id, l.email, l.created_at
), fitting AS (
  SELECT u.id, u.email_verified FROM users u JOIN used ON used.user_id = u.id
  WHERE u.status IN ('active', 'pending') AND lower(u.email) = lower(used.email)
    AND (u.password_changed_at IS NULL OR used.created_at >= u.password_changed_at)
), strangers AS (
  SELECT id FROM fitting WHERE NOT email_verified
), changed AS (
  UPDATE users u SET password_hash = g.hash, password_changed_at = g.now, updated_at = g.now, email_verified = true,
    status = 'active',
    ${WITHOUT_FACTORS.trim()}
  FROM given g, fitting f WHERE u.id = f.id
  RETURNING u.id
), ended AS (
  UPDATE sessions t SET revoked_at = g.now FROM given g, fitting f
  WHERE t.user_id = f.id AND f.email_verified AND t.revoked_at IS NULL
), ${STRANGERS_GONE}, ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

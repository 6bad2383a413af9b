import { AUDITED } from '../../audit/audited-change.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import { displacePending } from '../links/displace-pending.ts';
import { STRANGERS_GONE, WITHOUT_FACTORS } from '../links/first-proof.ts';
import { insertLinks } from '../links/link-row.ts';

/**
 * `$1`: `tokenHash`, `sessionId` (or null), `now`, `mails`, `audit`. A link makes the address that it was sent to the confirmed one of
 * its account, and sets the password that was typed when it was asked for; of many with the same link, one wins. Another account with
 * the address makes the statement fail on `users_email_key`. If nobody had proved an address of the account before, what was added
 * to it goes, unless the session is one of that account: then both are one person. What was begun under the old password (links,
 * sign-ins) ends by `password_changed_at`.
 */
export const CONFIRM_EMAIL = `
WITH given AS (
  SELECT * FROM json_to_record($1::json) AS g("tokenHash" text, "sessionId" uuid, now timestamptz)
), used AS (
  DELETE FROM account_links l USING given g
  WHERE l.token_hash = g."tokenHash" AND l.purpose IN ('verify_email', 'change_email') AND l.expires_at > g.now
  RETURNING l.user_id, l.purpose, l.email, l.created_at, l.password_hash
), fitting AS (
  SELECT u.id, u.email_verified, u.status, used.purpose, used.email, used.password_hash
  FROM users u JOIN used ON used.user_id = u.id
  WHERE u.status IN ('active', 'pending') AND CASE used.purpose
    WHEN 'verify_email' THEN lower(u.email) = lower(used.email)
    ELSE u.password_changed_at IS NULL OR used.created_at >= u.password_changed_at
  END
), strangers AS (
  SELECT f.id FROM fitting f, given g WHERE NOT f.email_verified AND NOT EXISTS (
    SELECT 1 FROM sessions s WHERE s.id = g."sessionId" AND s.user_id = f.id AND s.revoked_at IS NULL AND s.expires_at > g.now)
), changed AS (
  UPDATE users u SET email = f.email, email_verified = true, status = 'active', updated_at = g.now,
    password_hash = CASE WHEN f.status = 'pending' THEN COALESCE(f.password_hash, u.password_hash) ELSE u.password_hash END,
    password_changed_at = CASE WHEN EXISTS (SELECT 1 FROM strangers) THEN g.now ELSE u.password_changed_at END,
    ${WITHOUT_FACTORS.trim()}
  FROM given g, fitting f WHERE u.id = f.id
  RETURNING u.id
), ${STRANGERS_GONE}, ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

/** Goes before {@link CONFIRM_EMAIL}. `$1`: the hash of the link's token, `$2`: now. */
export const MAKE_WAY = displacePending(`
  SELECT lower(email) FROM account_links
  WHERE token_hash = $1 AND purpose = 'change_email' AND expires_at > $2::timestamptz`);

/** `$1`: `userId`, `links`, `mails`, `audit`. */
export const ASK_EMAIL_CHANGE = `
WITH changed AS (
  SELECT id FROM users WHERE id = ($1::json->>'userId')::uuid AND status = 'active'
), linked AS (${insertLinks('changed')}
), ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

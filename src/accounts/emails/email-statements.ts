import { AUDITED } from '../../audit/audited-change.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import { insertLinks } from '../links/link-row.ts';

/**
 * `$1`: `tokenHash`, `now`, `mails`, `audit`. A link makes the address that it was sent to the confirmed one of its account; of
 * many with the same link, one wins. Another account with the address makes the statement fail on `users_email_key`.
 */
export const CONFIRM_EMAIL = `
WITH given AS (
  SELECT * FROM json_to_record($1::json) AS g("tokenHash" text, now timestamptz)
), used AS (
  DELETE FROM account_links l USING given g
  WHERE l.token_hash = g."tokenHash" AND l.purpose IN ('verify_email', 'change_email') AND l.expires_at > g.now
  RETURNING l.user_id, l.purpose, l.email, l.created_at
), changed AS (
  UPDATE users u SET email = used.email, email_verified = true, status = 'active', updated_at = g.now
  FROM given g, used
  WHERE u.id = used.user_id AND u.status IN ('active', 'pending')
    AND CASE used.purpose
      WHEN 'verify_email' THEN lower(u.email) = lower(used.email)
      ELSE u.password_changed_at IS NULL OR used.created_at >= u.password_changed_at
    END
  RETURNING u.id
), ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

/** `$1`: `userId`, `links`, `mails`, `audit`. */
export const ASK_EMAIL_CHANGE = `
WITH changed AS (
  SELECT id FROM users WHERE id = ($1::json->>'userId')::uuid AND status = 'active'
), linked AS (${insertLinks('changed')}
), ${MAILED}, ${AUDITED}
SELECT id FROM changed`;

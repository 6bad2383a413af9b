import { z } from 'zod';
import type { AuthDatabase } from '../../db/client.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import { insertLinks, type LinkPurpose, type LinkRow } from './link-row.ts';

/** A link that is good now, and whose account it is for. */
export type LiveLink = {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  /** The address that the link was sent to. */
  readonly email: string;
  /** What the account is known by, which makes no good password. */
  readonly names: readonly string[];
  /** The address of the account. */
  readonly accountEmail: string;
};

/** A link for the account with an address, if there is one that needs it, and the mail that brings it. */
type AskedLink = {
  readonly email: string;
  readonly links: readonly LinkRow[];
  readonly mails: readonly QueuedMail[];
  readonly audit: {
    readonly id: string;
    readonly action: string;
    readonly ip_address: string | null;
    readonly created_at: string;
  };
};

export type LinkRepository = {
  /** Stores a link and its mail, for an account that is not suspended. Nobody is told whether there is one. */
  ask(asked: AskedLink, whose: 'usable' | 'unverified'): Promise<void>;
  find(tokenHash: string, purposes: readonly LinkPurpose[], now: number): Promise<LiveLink | null>;
};

const linkRows = z
  .array(
    z.object({
      user_id: z.string(),
      purpose: z.enum(['verify_email', 'change_email', 'reset_password']),
      email: z.string(),
      account_email: z.string(),
      first_name: z.string(),
      last_name: z.string(),
    }),
  )
  .max(1);

/** The audit entry names the user whom only the statement knows. */
function askStatement(condition: string): string {
  return `
WITH changed AS (
  SELECT id FROM users WHERE lower(email) = lower($1::json->>'email') AND status IN ('active', 'pending') AND ${condition}
), linked AS (${insertLinks('changed')}
), ${MAILED}, audited AS (
  INSERT INTO audit_logs (id, user_id, action, target_type, target_id, ip_address, created_at)
  SELECT a.id, c.id, a.action, 'user', c.id::text, a.ip_address, a.created_at
  FROM changed c, json_to_record($1::json->'audit') AS a(id uuid, action text, ip_address text, created_at timestamptz)
)
SELECT 1`;
}

const ASK = {
  usable: askStatement('true'),
  unverified: askStatement('NOT email_verified'),
};

/**
 * A link to a changed mailbox or a new password dies with the password under which it was asked for: whoever takes an account
 * back by a new password ends what a thief began.
 */
const FIND = `
SELECT l.user_id, l.purpose, l.email, u.email AS account_email, u.first_name, u.last_name
FROM account_links l JOIN users u ON u.id = l.user_id AND u.status IN ('active', 'pending')
WHERE l.token_hash = $1 AND l.purpose = ANY($2::text[]) AND l.expires_at > $3
  AND (l.purpose = 'change_email' OR lower(l.email) = lower(u.email))
  AND (l.purpose = 'verify_email' OR u.password_changed_at IS NULL OR l.created_at >= u.password_changed_at)`;

export function createLinkRepository(db: AuthDatabase): LinkRepository {
  return {
    ask: async (asked, whose) => {
      await db.sql.query(ASK[whose], [JSON.stringify(asked)]);
    },
    find: async (tokenHash, purposes, now) => {
      const [row] = linkRows.parse(await db.sql.query(FIND, [tokenHash, purposes, new Date(now).toISOString()]));
      if (row === undefined) return null;
      const { user_id, purpose, email, account_email, first_name, last_name } = row;
      return { userId: user_id, purpose, email, accountEmail: account_email, names: [first_name, last_name] };
    },
  };
}

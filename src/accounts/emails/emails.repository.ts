import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import { violates } from '../../db/database-errors.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import { changeByLink } from '../change-locked.ts';
import type { LinkRow } from '../links/link-row.ts';
import { ASK_EMAIL_CHANGE, CONFIRM_EMAIL, MAKE_WAY } from './email-statements.ts';

type Told = { readonly mails: readonly QueuedMail[]; readonly audit: AuditEntry };
type Confirmation = Told & {
  readonly tokenHash: string;
  /** The session that whoever brings the link is in, as they have shown; `null`: none. */
  readonly sessionId: string | null;
  readonly now: string;
};
type EmailChange = Told & { readonly userId: string; readonly links: readonly LinkRow[] };

export type EmailRepository = {
  confirm(confirmation: Confirmation): Promise<'confirmed' | 'link_invalid' | 'email_taken'>;
  askChange(change: EmailChange): Promise<void>;
};

export function createEmailRepository(db: AuthDatabase): EmailRepository {
  return {
    confirm: async (confirmation) => {
      try {
        const { tokenHash, now } = confirmation;
        const before = MAKE_WAY.map((statement) => [statement, [tokenHash, now]] as const);
        const rows = await changeByLink(db, { statement: CONFIRM_EMAIL, input: confirmation }, before);
        return rows.length === 1 ? 'confirmed' : 'link_invalid';
      } catch (error) {
        if (violates(error, 'users_email_key')) return 'email_taken';
        throw error;
      }
    },
    askChange: async (change) => {
      await db.sql.query(ASK_EMAIL_CHANGE, [JSON.stringify(change)]);
    },
  };
}

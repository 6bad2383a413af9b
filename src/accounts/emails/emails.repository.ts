import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import { violates } from '../../db/database-errors.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import type { LinkRow } from '../links/link-row.ts';
import { ASK_EMAIL_CHANGE, CONFIRM_EMAIL } from './email-statements.ts';

type Told = { readonly mails: readonly QueuedMail[]; readonly audit: AuditEntry };
type Confirmation = Told & { readonly tokenHash: string; readonly now: string };
type EmailChange = Told & { readonly userId: string; readonly links: readonly LinkRow[] };

export type EmailRepository = {
  confirm(confirmation: Confirmation): Promise<'confirmed' | 'link_invalid' | 'email_taken'>;
  askChange(change: EmailChange): Promise<void>;
};

export function createEmailRepository(db: AuthDatabase): EmailRepository {
  return {
    confirm: async (confirmation) => {
      try {
        const rows = await db.sql.query(CONFIRM_EMAIL, [JSON.stringify(confirmation)]);
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

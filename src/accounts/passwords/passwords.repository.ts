import { and, eq } from 'drizzle-orm';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import { users } from '../accounts.table.ts';
import { changeByLink, changeUser } from '../change-locked.ts';
import { CHANGE_PASSWORD, RESET_PASSWORD } from './password-statements.ts';

type Told = { readonly now: string; readonly mails: readonly QueuedMail[]; readonly audit: AuditEntry };

type PasswordChange = Told & {
  readonly userId: string;
  /** The session that goes on. */
  readonly sessionId: string;
  /** The hash that is replaced, and its successor. */
  readonly from: string;
  readonly to: string;
};

type PasswordReset = Told & { readonly tokenHash: string; readonly hash: string };

/** What the password of an active user is compared with, and what it must not be. */
type PasswordHolder = {
  readonly email: string;
  readonly names: readonly string[];
  readonly passwordHash: string;
};

export type PasswordRepository = {
  holder(userId: string): Promise<PasswordHolder | null>;
  /** `false`: the password was another one by then. */
  change(change: PasswordChange): Promise<boolean>;
  /** `false`: the link is no longer good. */
  reset(reset: PasswordReset): Promise<boolean>;
};

export function createPasswordRepository(db: AuthDatabase): PasswordRepository {
  return {
    holder: async (userId) => {
      const [row] = await db.orm
        .select()
        .from(users)
        .where(and(eq(users.id, userId), eq(users.status, 'active')));
      if (row === undefined) return null;
      return { email: row.email, names: [row.first_name, row.last_name], passwordHash: row.password_hash };
    },
    change: async (input) => (await changeUser(db, { statement: CHANGE_PASSWORD, input })).length === 1,
    reset: async (input) => (await changeByLink(db, { statement: RESET_PASSWORD, input })).length === 1,
  };
}

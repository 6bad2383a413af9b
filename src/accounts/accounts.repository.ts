import { and, eq, sql } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audited-change.ts';
import type { AuthDatabase } from '../db/client.ts';
import type { QueuedMail } from '../mail/mailer.ts';
import type { PlanLimits } from '../plans/plan-table.ts';
import type { Workspace } from '../workspaces/workspaces.schemas.ts';
import type { ProfileChange, User } from './accounts.schemas.ts';
import { users } from './accounts.table.ts';
import type { LinkRow } from './links/link-row.ts';
import { CHANGE_PROFILE } from './profile-statement.ts';
import type { IdentityRow } from './providers/identity-row.ts';
import { MAKE_WAY, REGISTER } from './register-statement.ts';
import type { SessionRow } from './sessions/session-row.ts';

/** All the rows that come into being with a user. */
export type NewAccount = {
  readonly user: User;
  readonly passwordHash: string;
  readonly workspace: Workspace;
  /** What the plan of the workspace allows; `null`: all. */
  readonly plan_limits: PlanLimits | null;
  readonly membershipId: string;
  readonly status: 'pending' | 'active';
  readonly session?: SessionRow;
  /** By which the user signs in; left out: by their password. */
  readonly identity?: IdentityRow;
  readonly links: readonly LinkRow[];
  /** For the address, if it is free or waits for its confirmation; else `taken_mails` go there. */
  readonly mails: readonly QueuedMail[];
  readonly taken_mails: readonly QueuedMail[];
  readonly audit: AuditEntry;
};

/** Who wants to come in, and what of. */
type LoginAccount = { readonly user: User; readonly passwordHash: string; readonly isActive: boolean };

type StoredProfileChange = ProfileChange & {
  readonly userId: string;
  readonly now: string;
  readonly audit: AuditEntry;
};

export type AccountRepository = {
  /** Stores all of it in one statement; `false`, and nothing stored, if the email is taken. One that is proved takes it from an account that waits. */
  register(account: NewAccount): Promise<boolean>;
  /** The user with this email, suspended ones too: their answer must not tell. */
  findForLogin(email: string): Promise<LoginAccount | null>;
  findById(userId: string): Promise<User | null>;
  /** `null`: there is no such active user. */
  passwordHashOf(userId: string): Promise<string | null>;
  /** `false`: there is no such active user. */
  update(change: StoredProfileChange): Promise<boolean>;
  /** Stores another hash of the same password, unless the password has been changed since. */
  replaceHash(userId: string, hashes: { readonly from: string; readonly to: string }): Promise<void>;
};

export function createAccountRepository(db: AuthDatabase): AccountRepository {
  const active = eq(users.status, 'active');
  return {
    register: (account) => register(db, account),
    findForLogin: async (email) => {
      const [row] = await db.orm
        .select()
        .from(users)
        .where(eq(sql`lower(${users.email})`, email));
      return row ? { user: toUser(row), passwordHash: row.password_hash, isActive: row.status === 'active' } : null;
    },
    findById: async (userId) => {
      const [row] = await db.orm
        .select()
        .from(users)
        .where(and(eq(users.id, userId), active));
      return row ? toUser(row) : null;
    },
    passwordHashOf: async (userId) => {
      const [row] = await db.orm
        .select({ hash: users.password_hash })
        .from(users)
        .where(and(eq(users.id, userId), active));
      return row?.hash ?? null;
    },
    update: async (change) => (await db.sql.query(CHANGE_PROFILE, [JSON.stringify(change)])).length === 1,
    replaceHash: async (userId, { from, to }) => {
      await db.orm
        .update(users)
        .set({ password_hash: to })
        .where(and(eq(users.id, userId), eq(users.password_hash, from)));
    },
  };
}

async function register(db: AuthDatabase, account: NewAccount): Promise<boolean> {
  const { email, email_verified } = account.user;
  const results = await db.sql.transaction([
    ...(email_verified ? MAKE_WAY : []).map((statement) => db.sql.query(statement, [email])),
    db.sql.query(REGISTER, [JSON.stringify(account)]),
  ]);
  return results.at(-1)?.length === 1;
}

function toUser(row: typeof users.$inferSelect): User {
  const { id, email, first_name, last_name, email_verified, mfa_enabled } = row;
  return {
    id,
    email,
    first_name,
    last_name,
    email_verified,
    mfa_enabled,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

import { and, eq, sql } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audited-change.ts';
import type { AuthDatabase } from '../db/client.ts';
import type { QueuedMail } from '../mail/mailer.ts';
import type { Workspace } from '../workspaces/workspaces.schemas.ts';
import type { ProfileChange, User } from './accounts.schemas.ts';
import { users } from './accounts.table.ts';
import type { LinkRow } from './links/link-row.ts';
import type { IdentityRow } from './providers/identity-row.ts';
import { REGISTER } from './register-statement.ts';
import type { SessionRow } from './sessions/session-row.ts';

/** All the rows that come into being with a user. */
export type NewAccount = {
  readonly user: User;
  readonly passwordHash: string;
  readonly workspace: Workspace;
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

export type AccountRepository = {
  /** Stores all of it in one statement; `false`, and nothing stored, if the email is taken. */
  register(account: NewAccount): Promise<boolean>;
  /** The user with this email, suspended ones too: their answer must not tell. */
  findForLogin(email: string): Promise<LoginAccount | null>;
  findById(userId: string): Promise<User | null>;
  /** `null`: there is no such active user. */
  passwordHashOf(userId: string): Promise<string | null>;
  update(userId: string, change: ProfileChange, now: number): Promise<User | null>;
  /** Stores another hash of the same password, unless the password has been changed since. */
  replaceHash(userId: string, hashes: { readonly from: string; readonly to: string }): Promise<void>;
};

export function createAccountRepository(db: AuthDatabase): AccountRepository {
  const active = eq(users.status, 'active');
  return {
    register: async (account) => {
      const created = await db.sql.query(REGISTER, [JSON.stringify(account)]);
      return created.length === 1;
    },
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
    update: async (userId, { first_name, last_name }, now) => {
      const change = {
        ...(first_name !== undefined && { first_name }),
        ...(last_name !== undefined && { last_name }),
        updated_at: new Date(now),
      };
      const [row] = await db.orm
        .update(users)
        .set(change)
        .where(and(eq(users.id, userId), active))
        .returning();
      return row ? toUser(row) : null;
    },
    replaceHash: async (userId, { from, to }) => {
      await db.orm
        .update(users)
        .set({ password_hash: to })
        .where(and(eq(users.id, userId), eq(users.password_hash, from)));
    },
  };
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

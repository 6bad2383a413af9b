import { and, eq, sql } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audited-change.ts';
import type { Database } from '../db/client.ts';
import type { Workspace } from '../workspaces/workspaces.schemas.ts';
import type { ProfileChange, User } from './accounts.schemas.ts';
import { users } from './accounts.table.ts';
import { REGISTER } from './register-statement.ts';
import type { SessionRow } from './sessions/session-row.ts';

/** All the rows that come into being with a user. */
type NewAccount = {
  readonly user: User;
  readonly passwordHash: string;
  readonly workspace: Workspace;
  readonly membershipId: string;
  readonly session: SessionRow;
  readonly audit: AuditEntry;
};

export type AccountRepository = {
  /** Stores all of it in one statement; `false`, and nothing stored, if the email is taken. */
  register(account: NewAccount): Promise<boolean>;
  /** The active user with this email, for a login. */
  findByEmail(email: string): Promise<{ readonly user: User; readonly passwordHash: string } | null>;
  findById(userId: string): Promise<User | null>;
  update(userId: string, change: ProfileChange, now: number): Promise<User | null>;
};

export function createAccountRepository(db: Database): AccountRepository {
  const active = eq(users.status, 'active');
  return {
    register: async (account) => {
      const created = await db.sql.query(REGISTER, [JSON.stringify(account)]);
      return created.length === 1;
    },
    findByEmail: async (email) => {
      const sameEmail = eq(sql`lower(${users.email})`, email);
      const [row] = await db.orm.select().from(users).where(and(sameEmail, active));
      return row ? { user: toUser(row), passwordHash: row.password_hash } : null;
    },
    findById: async (userId) => {
      const [row] = await db.orm
        .select()
        .from(users)
        .where(and(eq(users.id, userId), active));
      return row ? toUser(row) : null;
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

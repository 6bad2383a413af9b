import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import { sessions, users } from '../accounts.table.ts';
import { createSessionReads, isLive, type SessionReads } from './session-reads.ts';
import type { SessionRow, SessionSecrets } from './session-row.ts';
import { CONFIRM, END, OPEN, RECORD, ROTATE } from './session-statements.ts';

type Rotation = {
  readonly id: string;
  /** The hash of the token that was brought. */
  readonly used: string;
  readonly secrets: SessionSecrets;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly now: number;
};

/** Which live sessions of a user are to end: one, or all but one, or all. */
type Ending = {
  readonly userId: string;
  readonly only: string | null;
  readonly except: string | null;
  readonly now: number;
  readonly audit: AuditEntry;
};

/** A session whose user proved again who they are; `factor`: by which factor, `null`: by none. */
type Confirmation = {
  readonly id: string;
  readonly userId: string;
  readonly factor: string | null;
  readonly now: string;
  readonly audit: AuditEntry;
};

/** A new session. `provedAt`: when it began that its user showed who they are, in milliseconds since the epoch. */
type Opening = { readonly session: SessionRow; readonly provedAt: number; readonly audit: AuditEntry };

export type SessionRepository = SessionReads & {
  /** Stores a session; `false`, and nothing stored, if its user may not come in by what they showed at the moment `provedAt`. */
  open(opening: Opening): Promise<boolean>;
  confirm(confirmation: Confirmation): Promise<void>;
  /** Writes down what happened and changed nothing. */
  record(audit: AuditEntry): Promise<void>;
  /** The active user of a session that is neither revoked nor expired. */
  findLiveUser(sessionId: string, now: number): Promise<string | null>;
  /** Replaces the session's tokens if `used` is the hash of its present refresh token; says whether it was. */
  rotate(rotation: Rotation): Promise<boolean>;
  /** Whether the present token of the live session replaced `used` after the moment `since`. */
  hasReplaced(sessionId: string, replaced: { readonly used: string; readonly since: number }): Promise<boolean>;
  /** Says how many ended. */
  end(ending: Ending): Promise<number>;
};

export function createSessionRepository(db: AuthDatabase): SessionRepository {
  return {
    open: async ({ provedAt, ...opening }) => {
      const opened = await db.sql.query(OPEN, [JSON.stringify({ ...opening, provedAt: new Date(provedAt) })]);
      return opened.length === 1;
    },
    confirm: async (confirmation) => {
      await db.sql.query(CONFIRM, [JSON.stringify(confirmation)]);
    },
    record: async (audit) => {
      await db.sql.query(RECORD, [JSON.stringify({ audit })]);
    },
    findLiveUser: async (sessionId, now) => {
      const [row] = await db.orm
        .select({ userId: users.id })
        .from(sessions)
        .innerJoin(users, and(eq(users.id, sessions.user_id), eq(users.status, 'active')))
        .where(and(eq(sessions.id, sessionId), isLive(now)));
      return row?.userId ?? null;
    },
    rotate: async ({ id, used, secrets, ip, userAgent, now }) => {
      const given = { id, used, ...secrets, ip_address: ip, user_agent: userAgent, now: new Date(now) };
      return (await db.sql.query(ROTATE, [JSON.stringify(given)])).length === 1;
    },
    hasReplaced: async (sessionId, { used, since }) => {
      const replaced = and(eq(sessions.previous_hash, used), gt(sessions.rotated_at, new Date(since)));
      const present = and(eq(sessions.id, sessionId), isNull(sessions.revoked_at), replaced);
      return (await db.orm.$count(sessions, present)) === 1;
    },
    ...createSessionReads(db),
    end: async (ending) => {
      const given = { ...ending, now: new Date(ending.now) };
      return (await db.sql.query(END, [JSON.stringify(given)])).length;
    },
  };
}

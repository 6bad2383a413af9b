import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import type { MailMessage, OutboxMail } from './mail-outbox.schemas.ts';
import { mailOutbox } from './mail-outbox.table.ts';

/** The sort key of a mail: its moment in ISO 8601 and its id. */
type MailPosition = { readonly createdAt: string; readonly id: string };

/** A mail as it is stored. */
type NewMail = {
  readonly id: string;
  readonly workspaceId: string | null;
  readonly executionId: string | null;
  readonly idempotencyKey: string;
  readonly message: MailMessage;
  readonly createdAt: number;
};

export type MailOutboxRepository = {
  /** Keeps a mail, unless one with its key is there already. */
  keep(mail: NewMail): Promise<void>;
  /** The mails of a workspace, newest first. */
  list(workspaceId: string, page: { after: MailPosition | null; limit: number }): Promise<OutboxMail[]>;
  /** The last mails of all workspaces and of the platform itself, newest first: for the developer's own page. */
  recent(limit: number): Promise<OutboxMail[]>;
  /** One mail, whosever it is: likewise. */
  find(id: string): Promise<OutboxMail | null>;
};

function afterPosition(after: MailPosition | null): SQL | undefined {
  if (after === null) return undefined;
  return sql`(${mailOutbox.created_at}, ${mailOutbox.id}) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
}

export function createMailOutboxRepository(db: Database): MailOutboxRepository {
  return {
    async keep({ id, workspaceId, executionId, idempotencyKey, message, createdAt }) {
      await db.orm
        .insert(mailOutbox)
        .values({
          id,
          workspace_id: workspaceId,
          execution_id: executionId,
          idempotency_key: idempotencyKey,
          message,
          created_at: new Date(createdAt),
        })
        .onConflictDoNothing();
    },
    async list(workspaceId, { after, limit }) {
      const rows = await db.orm
        .select()
        .from(mailOutbox)
        .where(and(eq(mailOutbox.workspace_id, workspaceId), afterPosition(after)))
        .orderBy(desc(mailOutbox.created_at), desc(mailOutbox.id))
        .limit(limit);
      return rows.map(toMail);
    },
    async recent(limit) {
      const newest = [desc(mailOutbox.created_at), desc(mailOutbox.id)];
      const rows = await db.orm
        .select()
        .from(mailOutbox)
        .orderBy(...newest)
        .limit(limit);
      return rows.map(toMail);
    },
    async find(id) {
      const [row] = await db.orm.select().from(mailOutbox).where(eq(mailOutbox.id, id));
      return row === undefined ? null : toMail(row);
    },
  };
}

function toMail({ id, execution_id, message, created_at }: typeof mailOutbox.$inferSelect): OutboxMail {
  return { id, execution_id, ...message, created_at: created_at.toISOString() };
}

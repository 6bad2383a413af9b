import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { SystemDatabase } from '../db/client.ts';
import { mailQueue } from './mail-queue.table.ts';
import type { QueuedMail } from './mailer.ts';

/** A mail that whoever claimed it has to send, with the number of this try. */
export type ClaimedMail = { readonly id: string; readonly message: string; readonly attempts: number };

export type MailQueue = {
  add(mail: QueuedMail): Promise<void>;
  /** Claims those of these that are due. Nobody else gets them before the pause after this try is over. */
  claim(ids: readonly string[], now: number): Promise<readonly ClaimedMail[]>;
  /** Claims what is due, the oldest first. */
  claimDue(limit: number, now: number): Promise<readonly ClaimedMail[]>;
  remove(id: string): Promise<void>;
};

const claimedRows = z.array(z.object({ id: z.string(), message: z.string(), attempts: z.number() }));

/** One minute after the first try, twice as long after each further one, an hour at most. `$1`: now. */
const CLAIM = `
UPDATE mail_queue SET
  attempts = attempts + 1,
  next_at = $1::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, attempts))`;

const CLAIM_THESE = `${CLAIM}
WHERE id = ANY($2::uuid[]) AND next_at <= $1::timestamptz RETURNING id, message, attempts`;

const CLAIM_DUE = `${CLAIM}
WHERE id IN (
  SELECT id FROM mail_queue WHERE next_at <= $1::timestamptz ORDER BY next_at LIMIT $2::int FOR UPDATE SKIP LOCKED
) RETURNING id, message, attempts`;

export function createMailQueue(db: SystemDatabase): MailQueue {
  async function claim(statement: string, now: number, which: readonly string[] | number) {
    return claimedRows.parse(await db.sql.query(statement, [new Date(now).toISOString(), which]));
  }
  return {
    add: async ({ id, message, created_at }) => {
      const createdAt = new Date(created_at);
      await db.orm.insert(mailQueue).values({ id, message, next_at: createdAt, created_at: createdAt });
    },
    claim: (ids, now) => claim(CLAIM_THESE, now, ids),
    claimDue: (limit, now) => claim(CLAIM_DUE, now, limit),
    remove: async (id) => {
      await db.orm.delete(mailQueue).where(eq(mailQueue.id, id));
    },
  };
}

import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import { DELETE_ACCOUNT, LOCK_OWNED, SOLELY_OWNED } from './delete-statement.ts';

type Deletion = {
  readonly userId: string;
  readonly now: string;
  readonly mails: readonly QueuedMail[];
  readonly audit: AuditEntry;
};

const deletedRows = z.array(z.object({ workspaces: z.array(z.string()) })).max(1);
const ownedRows = z.array(z.object({ id: z.string(), name: z.string() }));

/** A workspace that would be without an owner. */
export type SolelyOwned = z.infer<typeof ownedRows>[number];

export type DeletionRepository = {
  /**
   * The workspaces that are deleted with the account. `null`, and nothing deleted: a workspace with other members would have no owner,
   * or there is no such user.
   */
  delete(deletion: Deletion): Promise<{ readonly workspaces: readonly string[] } | null>;
  solelyOwned(userId: string): Promise<readonly SolelyOwned[]>;
};

export function createDeletionRepository(db: AuthDatabase): DeletionRepository {
  return {
    delete: async (deletion) => {
      const results = await db.sql.transaction([
        db.sql.query(LOCK_OWNED, [deletion.userId]),
        db.sql.query(DELETE_ACCOUNT, [JSON.stringify(deletion)]),
      ]);
      return deletedRows.parse(results.at(-1))[0] ?? null;
    },
    solelyOwned: async (userId) => ownedRows.parse(await db.sql.query(SOLELY_OWNED, [userId])),
  };
}

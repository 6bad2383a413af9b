import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import { DELETE_ACCOUNT, SOLELY_OWNED } from './delete-statement.ts';

type Deletion = {
  readonly userId: string;
  readonly now: string;
  readonly mails: readonly QueuedMail[];
  readonly audit: AuditEntry;
};

const ownedRows = z.array(z.object({ id: z.string(), name: z.string() }));

/** A workspace that would be without an owner. */
export type SolelyOwned = z.infer<typeof ownedRows>[number];

export type DeletionRepository = {
  /** `false`, and nothing deleted: a workspace with other members would have no owner, or there is no such user. */
  delete(deletion: Deletion): Promise<boolean>;
  solelyOwned(userId: string): Promise<readonly SolelyOwned[]>;
};

export function createDeletionRepository(db: AuthDatabase): DeletionRepository {
  return {
    delete: async (deletion) => (await db.sql.query(DELETE_ACCOUNT, [JSON.stringify(deletion)])).length === 1,
    solelyOwned: async (userId) => ownedRows.parse(await db.sql.query(SOLELY_OWNED, [userId])),
  };
}

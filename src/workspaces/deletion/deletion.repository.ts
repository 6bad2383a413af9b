import type { AuditEntry } from '../../audit/audited-change.ts';
import type { PeopleDatabase } from '../../db/client.ts';
import { REQUEST_DELETION, RESTORE } from './deletion-statements.ts';

type Request = { readonly workspaceId: string; readonly now: string; readonly audit: AuditEntry };

export type DeletionRepository = {
  /** Stops everything and notes when the rows go; `false`, and nothing changed, if that was asked for before. */
  request(request: Request & { readonly deletesAt: string }): Promise<boolean>;
  /** `false`, and nothing changed, if it is not to be deleted, or its time is over. */
  restore(request: Request): Promise<boolean>;
};

export function createDeletionRepository(db: PeopleDatabase): DeletionRepository {
  return {
    request: async ({ workspaceId, now, deletesAt, audit }) =>
      (await db.sql.query(REQUEST_DELETION, [JSON.stringify({ audit }), workspaceId, now, deletesAt])).length === 1,
    restore: async ({ workspaceId, now, audit }) =>
      (await db.sql.query(RESTORE, [JSON.stringify({ audit }), workspaceId, now])).length === 1,
  };
}

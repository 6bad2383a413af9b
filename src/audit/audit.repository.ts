import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import type { AuditLog } from './audit.schemas.ts';
import { auditLogs } from './audit.table.ts';

/** The sort key of an entry: its moment in ISO 8601 and its id. */
type AuditPosition = { readonly createdAt: string; readonly id: string };

/** `null`: whatever it is. */
type AuditListing = {
  readonly action: string | null;
  readonly target_id: string | null;
  readonly user_id: string | null;
  readonly after: AuditPosition | null;
  readonly limit: number;
};

export type AuditRepository = {
  /** The entries of a workspace, newest first. */
  list(workspaceId: string, listing: AuditListing): Promise<AuditLog[]>;
};

const { workspace_id, ...columns } = getTableColumns(auditLogs);

export function createAuditRepository(db: Database): AuditRepository {
  return {
    list: async (workspaceId, listing) => {
      const rows = await db.orm
        .select(columns)
        .from(auditLogs)
        .where(and(eq(workspace_id, workspaceId), ...conditions(listing)))
        .orderBy(desc(auditLogs.created_at), desc(auditLogs.id))
        .limit(listing.limit);
      return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
    },
  };
}

function conditions({ action, target_id, user_id, after }: AuditListing): (SQL | undefined)[] {
  return [
    action === null ? undefined : eq(auditLogs.action, action),
    target_id === null ? undefined : eq(auditLogs.target_id, target_id),
    user_id === null ? undefined : eq(auditLogs.user_id, user_id),
    after === null
      ? undefined
      : sql`(${auditLogs.created_at}, ${auditLogs.id}) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
  ];
}

import { and, desc, eq, getTableColumns, gte, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { PeopleDatabase } from '../db/client.ts';
import type { AuditLog } from './audit.schemas.ts';
import { auditLogs } from './audit.table.ts';

/** The sort key of an entry: its moment in ISO 8601 and its id. */
export type AuditPosition = { readonly createdAt: string; readonly id: string };

/** Whose entries: those of a workspace, or of an account. */
export type AuditScope = { readonly workspaceId: string } | { readonly accountOf: string };

/** `null`: whatever it is. */
export type AuditFilter = {
  readonly action: string | null;
  readonly target_type: string | null;
  readonly target_id: string | null;
  readonly user_id: string | null;
  readonly created_from: string | null;
  readonly created_before: string | null;
};

type AuditListing = { readonly filter: AuditFilter; readonly after: AuditPosition | null; readonly limit: number };

export type AuditRepository = {
  /** The entries of the scope that the filter lets through, newest first. */
  list(scope: AuditScope, listing: AuditListing): Promise<AuditLog[]>;
};

const { workspace_id, ...columns } = getTableColumns(auditLogs);

export function createAuditRepository(db: PeopleDatabase): AuditRepository {
  return {
    list: async (scope, { filter, after, limit }) => {
      const rows = await db.orm
        .select(columns)
        .from(auditLogs)
        .where(and(within(scope), ...conditions(filter), beyond(after)))
        .orderBy(desc(auditLogs.created_at), desc(auditLogs.id))
        .limit(limit);
      return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
    },
  };
}

/** What concerns an account has no workspace. */
function within(scope: AuditScope): SQL | undefined {
  if ('workspaceId' in scope) return eq(workspace_id, scope.workspaceId);
  return and(eq(auditLogs.user_id, scope.accountOf), isNull(workspace_id));
}

function conditions(filter: AuditFilter): (SQL | undefined)[] {
  const { created_from: from, created_before: before } = filter;
  const same = (['action', 'target_type', 'target_id', 'user_id'] as const).map((name) => {
    const wanted = filter[name];
    return wanted === null ? undefined : eq(auditLogs[name], wanted);
  });
  return [
    ...same,
    from === null ? undefined : gte(auditLogs.created_at, new Date(from)),
    before === null ? undefined : lt(auditLogs.created_at, new Date(before)),
  ];
}

function beyond(after: AuditPosition | null): SQL | undefined {
  if (after === null) return undefined;
  return sql`(${auditLogs.created_at}, ${auditLogs.id}) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
}

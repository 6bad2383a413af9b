import { and, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audited-change.ts';
import { insertAudit } from '../audit/insert-audit.ts';
import type { Database } from '../db/client.ts';
import { violates } from '../db/database-errors.ts';
import type { Workspace, WorkspaceChange } from './workspaces.schemas.ts';
import { workspaceMembers, workspaces } from './workspaces.table.ts';

/** A page of the workspaces that a user belongs to, oldest first. `after`: the id that it starts after. */
type WorkspaceListing = { readonly userId: string; readonly after: string | null; readonly limit: number };

type StoredChange = {
  readonly workspaceId: string;
  readonly change: WorkspaceChange;
  readonly now: number;
  readonly audit: AuditEntry;
};

/** A workspace without the role in it, which depends on who asks. */
type WorkspaceRecord = Omit<Workspace, 'role'>;

export type WorkspaceRepository = {
  list(listing: WorkspaceListing): Promise<readonly Workspace[]>;
  find(workspaceId: string): Promise<WorkspaceRecord | null>;
  /** Changes it and writes the audit entry; `slug_taken`, and nothing changed, if another workspace has the slug. */
  update(change: StoredChange): Promise<WorkspaceRecord | 'slug_taken' | null>;
};

const { stripe_customer_id, settings, ...stored } = getTableColumns(workspaces);

const columns = { ...stored, max_running: sql<number | null>`(${settings} ->> 'max_running')::int` };

/** The settings with this limit, or without one. */
function withLimit(maxRunning: number | null): SQL {
  if (maxRunning === null) return sql`(${settings}::jsonb - 'max_running')::json`;
  return sql`(${settings}::jsonb || jsonb_build_object('max_running', ${maxRunning}::int))::json`;
}

export function createWorkspaceRepository(db: Database): WorkspaceRepository {
  async function list({ userId, after, limit }: WorkspaceListing): Promise<readonly Workspace[]> {
    const later = after === null ? undefined : gt(workspaces.id, after);
    const rows = await db.orm
      .select({ ...columns, role: workspaceMembers.role })
      .from(workspaces)
      .innerJoin(workspaceMembers, eq(workspaceMembers.workspace_id, workspaces.id))
      .where(and(eq(workspaceMembers.user_id, userId), later))
      .orderBy(workspaces.id)
      .limit(limit);
    return rows.map(({ role, ...row }) => ({ ...toRecord(row), role }));
  }

  async function find(workspaceId: string): Promise<WorkspaceRecord | null> {
    const [row] = await db.orm.select(columns).from(workspaces).where(eq(workspaces.id, workspaceId));
    return row ? toRecord(row) : null;
  }

  async function update({ workspaceId, change, now, audit }: StoredChange): ReturnType<WorkspaceRepository['update']> {
    const { name, slug, max_running } = change;
    const set = {
      ...(name !== undefined && { name }),
      ...(slug !== undefined && { slug }),
      ...(max_running !== undefined && { settings: withLimit(max_running) }),
      updated_at: new Date(now),
    };
    const changing = db.orm.update(workspaces).set(set).where(eq(workspaces.id, workspaceId)).returning(columns);
    try {
      const [[row]] = await db.orm.batch([changing, insertAudit(db, audit)]);
      return row ? toRecord(row) : null;
    } catch (error) {
      if (violates(error, 'workspaces_slug_key')) return 'slug_taken';
      throw error;
    }
  }

  return { list, find, update };
}

type Row = Omit<typeof workspaces.$inferSelect, 'stripe_customer_id' | 'settings'> & {
  readonly max_running: number | null;
};

function toRecord(row: Row): WorkspaceRecord {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}

import { and, eq, gt } from 'drizzle-orm';
import { violates } from '../db/database-errors.ts';
import type { Databases } from '../db/databases.ts';
import { createWorkspaceStatements, type NewWorkspace } from './create-workspace-statements.ts';
import { type StoredChange, updateWorkspaceStatement } from './update-workspace-statement.ts';
import { toWorkspaceRecord, WORKSPACE_COLUMNS, type WorkspaceRecord } from './workspace-columns.ts';
import type { Workspace } from './workspaces.schemas.ts';
import { workspaceMembers, workspaces } from './workspaces.table.ts';

/** A page of the workspaces that a user belongs to, oldest first. `after`: the id that it starts after. */
type WorkspaceListing = { readonly userId: string; readonly after: string | null; readonly limit: number };

export type WorkspaceRepository = {
  list(listing: WorkspaceListing): Promise<readonly Workspace[]>;
  find(workspaceId: string): Promise<WorkspaceRecord | null>;
  /** The time zone that the workspace chose for new workflows; `null`: none. */
  timezoneOf(workspaceId: string): Promise<string | null>;
  /** Creates it with its owner's membership and the audit entry, unless the user owns `most` already. */
  create(workspace: NewWorkspace): Promise<'created' | 'slug_taken' | 'too_many'>;
  /** Changes it and writes the audit entry; `slug_taken`, and nothing changed, if another workspace has the slug. */
  update(change: StoredChange): Promise<WorkspaceRecord | 'slug_taken' | null>;
};

/** A new workspace is none in which anybody could be yet: its founder comes in by authentication. */
export function createWorkspaceRepository({
  people: db,
  auth,
}: Pick<Databases, 'people' | 'auth'>): WorkspaceRepository {
  async function list({ userId, after, limit }: WorkspaceListing): Promise<readonly Workspace[]> {
    const later = after === null ? undefined : gt(workspaces.id, after);
    const rows = await db.orm
      .select({ ...WORKSPACE_COLUMNS, role: workspaceMembers.role })
      .from(workspaces)
      .innerJoin(workspaceMembers, eq(workspaceMembers.workspace_id, workspaces.id))
      .where(and(eq(workspaceMembers.user_id, userId), later))
      .orderBy(workspaces.id)
      .limit(limit);
    return rows.map(({ role, ...row }) => ({ ...toWorkspaceRecord(row), role }));
  }

  async function find(workspaceId: string): Promise<WorkspaceRecord | null> {
    const [row] = await db.orm.select(WORKSPACE_COLUMNS).from(workspaces).where(eq(workspaces.id, workspaceId));
    return row ? toWorkspaceRecord(row) : null;
  }

  async function create(workspace: NewWorkspace): ReturnType<WorkspaceRepository['create']> {
    try {
      const [, created] = await auth.orm.batch(createWorkspaceStatements(auth, workspace));
      return created.rows.length === 1 ? 'created' : 'too_many';
    } catch (error) {
      if (violates(error, 'workspaces_slug_key')) return 'slug_taken';
      throw error;
    }
  }

  async function update(change: StoredChange): ReturnType<WorkspaceRepository['update']> {
    try {
      await db.orm.execute(updateWorkspaceStatement(change));
    } catch (error) {
      if (violates(error, 'workspaces_slug_key')) return 'slug_taken';
      throw error;
    }
    return find(change.workspaceId);
  }

  const timezoneOf = async (workspaceId: string) => (await find(workspaceId))?.settings.timezone ?? null;

  return { list, find, timezoneOf, create, update };
}

import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { PeopleDatabase } from '../../db/client.ts';
import { violates } from '../../db/database-errors.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import type { ExecutionFilter } from '../search/filter.schemas.ts';
import { FIND_VIEW, LIST_VIEWS } from './view-statements.ts';
import type { ExecutionView } from './views.schemas.ts';

/** A change of a view with its entry in the audit log. `owner_id`: `null` for a shared one; `user_id`: who changes it. */
export type ViewCommit = {
  readonly view: {
    readonly id: string;
    readonly workspace_id: string;
    readonly owner_id: string | null;
    readonly name: string;
    readonly filter: ExecutionFilter;
    readonly user_id: string | null;
    readonly now: string;
  };
  readonly audit: AuditEntry;
};

const rowSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  name: z.string(),
  is_shared: z.boolean(),
  filter: z.custom<ExecutionFilter>(),
  created_by: z.string().nullable(),
  created_at: storedMoment,
  updated_at: storedMoment,
});

/** Who asks, in which workspace. */
type Viewer = { readonly workspaceId: string; readonly userId: string | null };

/** The views that this person sees: their own by name, then the shared ones. */
export async function visibleViews(
  db: PeopleDatabase,
  { workspaceId, userId }: Viewer,
): Promise<readonly ExecutionView[]> {
  return z.array(rowSchema).parse(await db.sql.query(LIST_VIEWS, [workspaceId, userId]));
}

/** One of them; `null` if there is none, or it is somebody else's. */
export async function visibleView(
  db: PeopleDatabase,
  { workspaceId, userId }: Viewer,
  id: string,
): Promise<ExecutionView | null> {
  const [row] = await db.sql.query(FIND_VIEW, [workspaceId, userId, id]);
  return row === undefined ? null : rowSchema.parse(row);
}

/** The view after a change; `missed`: there was no room, or it is gone; `taken`: another one has the name. */
type Committed = ExecutionView | 'missed' | 'taken';

/** Stores a change by one of the statements of views. */
export async function commitView(db: PeopleDatabase, statement: string, commit: ViewCommit): Promise<Committed> {
  try {
    const [row] = await db.sql.query(statement, [JSON.stringify(commit)]);
    return row === undefined ? 'missed' : rowSchema.parse(row);
  } catch (error) {
    if (violates(error, 'execution_views_shared_name') || violates(error, 'execution_views_own_name')) return 'taken';
    throw error;
  }
}

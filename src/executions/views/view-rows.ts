import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { PeopleDatabase } from '../../db/client.ts';
import { violates } from '../../db/database-errors.ts';
import { inTurn } from '../../db/in-turn.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import type { ExecutionFilter } from '../search/filter.schemas.ts';
import { DELETE_VIEW, FIND_VIEW, INSERT_VIEW, LIST_VIEWS, UPDATE_VIEW } from './view-statements.ts';
import type { ExecutionView } from './views.schemas.ts';

/** A change of a view with its entry in the audit log. `null`: as it is. */
export type ViewCommit = {
  readonly view: {
    readonly id: string;
    readonly workspace_id: string;
    readonly name: string | null;
    readonly filter: ExecutionFilter | null;
    readonly is_shared: boolean | null;
    /** Who changes it, and whether they may change what is shared. */
    readonly user_id: string | null;
    readonly may_share: boolean;
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

async function committed(rows: () => Promise<readonly unknown[]>): Promise<Committed> {
  try {
    const [row] = await rows();
    return row === undefined ? 'missed' : rowSchema.parse(row);
  } catch (error) {
    if (violates(error, 'execution_views_shared_name') || violates(error, 'execution_views_own_name')) return 'taken';
    throw error;
  }
}

/** Stores a new view. */
export function insertView(db: PeopleDatabase, commit: ViewCommit): Promise<Committed> {
  return committed(() => inTurn(db, commit.view.workspace_id, INSERT_VIEW, [JSON.stringify(commit)]));
}

/** Changes or deletes a view. */
export function changeView(db: PeopleDatabase, how: 'update' | 'delete', commit: ViewCommit): Promise<Committed> {
  return committed(() => db.sql.query(how === 'update' ? UPDATE_VIEW : DELETE_VIEW, [JSON.stringify(commit)]));
}

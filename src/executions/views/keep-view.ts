import type { AuditAction } from '../../audit/audit-actions.ts';
import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import { commitView, type ViewCommit, visibleView } from './view-rows.ts';
import { DELETE_VIEW, INSERT_VIEW, UPDATE_VIEW } from './view-statements.ts';
import { sharingDenied, tooManyViews, viewNameTaken, viewNeedsPerson, viewNotFound } from './views.errors.ts';
import type { CreateView, ExecutionView, UpdateView } from './views.schemas.ts';

export type ViewDeps = Pick<ExecutionDeps, 'db' | 'now' | 'ids'>;

type Kept = Pick<ExecutionView, 'name' | 'filter' | 'is_shared'> & {
  readonly id: string;
  readonly action: Extract<AuditAction, `execution_views.${string}`>;
};

function assertMayShare({ permissions }: Actor): void {
  if (!permissions.has('executions:write')) throw sharingDenied();
}

function assertMayKeep(actor: Actor, { is_shared }: Pick<Kept, 'is_shared'>): void {
  if (is_shared) assertMayShare(actor);
  else if (actor.userId === null) throw viewNeedsPerson();
}

function commitOf(deps: ViewDeps, actor: Actor, { id, name, filter, is_shared, action }: Kept): ViewCommit {
  const now = deps.now();
  const { workspaceId, userId } = actor;
  return {
    view: {
      id,
      name,
      filter,
      workspace_id: workspaceId,
      owner_id: is_shared ? null : userId,
      user_id: userId,
      now: new Date(now).toISOString(),
    },
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action,
      target_type: 'execution_view',
      target_id: id,
      details: { name, is_shared },
    }),
  };
}

/** A view that the actor may change: their own, or a shared one. Throws `execution_views.not_found`, `permissions.denied`. */
async function changeable(deps: ViewDeps, actor: Actor, id: string): Promise<ExecutionView> {
  const view = await visibleView(deps.db, actor, id);
  if (view === null) throw viewNotFound();
  if (view.is_shared) assertMayShare(actor);
  return view;
}

/** Keeps a filter under a name. Throws `execution_views.name_taken`, `.too_many`, `.person_required`, `permissions.denied`. */
export async function createView(deps: ViewDeps, actor: Actor, input: CreateView): Promise<ExecutionView> {
  assertMayKeep(actor, input);
  const kept: Kept = { ...input, id: deps.ids(deps.now()), action: 'execution_views.created' };
  const stored = await commitView(deps.db, INSERT_VIEW, commitOf(deps, actor, kept));
  if (stored === 'missed') throw tooManyViews();
  if (stored === 'taken') throw viewNameTaken();
  return stored;
}

/** Changes what is named of a view. Throws what {@link createView} throws, and `execution_views.not_found`. */
export async function updateView(
  deps: ViewDeps,
  actor: Actor,
  { id, input }: { id: string; input: UpdateView },
): Promise<ExecutionView> {
  const { name, filter, is_shared } = await changeable(deps, actor, id);
  const kept: Kept = {
    id,
    name: input.name ?? name,
    filter: input.filter ?? filter,
    is_shared: input.is_shared ?? is_shared,
    action: 'execution_views.updated',
  };
  assertMayKeep(actor, kept);
  const stored = await commitView(deps.db, UPDATE_VIEW, commitOf(deps, actor, kept));
  if (stored === 'missed') throw viewNotFound();
  if (stored === 'taken') throw viewNameTaken();
  return stored;
}

/** Deletes a view. Throws `execution_views.not_found`, `permissions.denied`. */
export async function deleteView(deps: ViewDeps, actor: Actor, id: string): Promise<void> {
  const view = await changeable(deps, actor, id);
  const commit = commitOf(deps, actor, { ...view, action: 'execution_views.deleted' });
  if ((await commitView(deps.db, DELETE_VIEW, commit)) === 'missed') throw viewNotFound();
}

/** One view. Throws `execution_views.not_found`. */
export async function getView(deps: ViewDeps, actor: Actor, id: string): Promise<ExecutionView> {
  const view = await visibleView(deps.db, actor, id);
  if (view === null) throw viewNotFound();
  return view;
}

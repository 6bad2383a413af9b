import type { AuditAction } from '../../audit/audit-actions.ts';
import { auditEntry } from '../../audit/audited-change.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Actor } from '../../security/permissions.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import { changeView, insertView, type ViewCommit, visibleView } from './view-rows.ts';
import { sharingDenied, tooManyViews, viewNameTaken, viewNeedsPerson, viewNotFound } from './views.errors.ts';
import type { CreateView, ExecutionView, UpdateView } from './views.schemas.ts';

export type ViewDeps = Pick<ExecutionDeps, 'db' | 'now' | 'ids'>;

/** A view as it is to be; what is left out stays. */
type Kept = UpdateView & {
  readonly id: string;
  readonly action: Extract<AuditAction, `execution_views.${string}`>;
  /** What the audit log tells. */
  readonly details: JsonObject;
};

function assertMayShare({ permissions }: Actor): void {
  if (!permissions.has('executions:write')) throw sharingDenied();
}

function assertMayKeep(actor: Actor, { is_shared }: Pick<ExecutionView, 'is_shared'>): void {
  if (is_shared) assertMayShare(actor);
  else if (actor.userId === null) throw viewNeedsPerson();
}

function commitOf(deps: ViewDeps, actor: Actor, kept: Kept): ViewCommit {
  const { id, name = null, filter = null, is_shared = null, action, details } = kept;
  const now = deps.now();
  const { workspaceId, userId, permissions } = actor;
  return {
    view: {
      id,
      name,
      filter,
      is_shared,
      workspace_id: workspaceId,
      user_id: userId,
      may_share: permissions.has('executions:write'),
      now: new Date(now).toISOString(),
    },
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action,
      target_type: 'execution_view',
      target_id: id,
      details,
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
  const { name, is_shared } = input;
  const details = { name, is_shared };
  const kept: Kept = { ...input, id: deps.ids(deps.now()), action: 'execution_views.created', details };
  const stored = await insertView(deps.db, commitOf(deps, actor, kept));
  if (stored === 'missed') throw tooManyViews();
  if (stored === 'taken') throw viewNameTaken();
  return stored;
}

/** Changes what is named of a view, and leaves the rest to whoever changes that at the same moment. Throws what {@link createView} throws, and `execution_views.not_found`. */
export async function updateView(
  deps: ViewDeps,
  actor: Actor,
  { id, input }: { id: string; input: UpdateView },
): Promise<ExecutionView> {
  const { is_shared } = await changeable(deps, actor, id);
  assertMayKeep(actor, { is_shared: input.is_shared ?? is_shared });
  const kept: Kept = { ...input, id, action: 'execution_views.updated', details: {} };
  const stored = await changeView(deps.db, 'update', commitOf(deps, actor, kept));
  if (stored === 'missed') throw viewNotFound();
  if (stored === 'taken') throw viewNameTaken();
  return stored;
}

/** Deletes a view. Throws `execution_views.not_found`, `permissions.denied`. */
export async function deleteView(deps: ViewDeps, actor: Actor, id: string): Promise<void> {
  const { name, is_shared } = await changeable(deps, actor, id);
  const commit = commitOf(deps, actor, { id, action: 'execution_views.deleted', details: { name, is_shared } });
  if ((await changeView(deps.db, 'delete', commit)) === 'missed') throw viewNotFound();
}

/** One view. Throws `execution_views.not_found`. */
export async function getView(deps: ViewDeps, actor: Actor, id: string): Promise<ExecutionView> {
  const view = await visibleView(deps.db, actor, id);
  if (view === null) throw viewNotFound();
  return view;
}

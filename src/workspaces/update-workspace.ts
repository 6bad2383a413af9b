import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import { ownerRequired, slugTaken, unknownErrorWorkflow, workspaceNotFound } from './workspaces.errors.ts';
import type { Workspace, WorkspaceChange } from './workspaces.schemas.ts';

type UpdateDeps = Pick<WorkspaceDeps, 'workspaces' | 'workflows' | 'ids' | 'now'>;

async function assertMayChange(deps: UpdateDeps, actor: Actor, { settings = {} }: WorkspaceChange): Promise<void> {
  const { mfa_required, error_workflow_id = null } = settings;
  if (mfa_required !== undefined && (actor.role !== 'owner' || actor.via !== 'token')) throw ownerRequired();
  if (error_workflow_id === null) return;
  const known = await deps.workflows.known(actor.workspaceId, [error_workflow_id]);
  if (!known.has(error_workflow_id)) throw unknownErrorWorkflow();
}

/** Changes name, slug, limit or settings. Throws `workspaces.slug_taken`, `.owner_required`, `.unknown_error_workflow`. */
export async function updateWorkspace(deps: UpdateDeps, actor: Actor, change: WorkspaceChange): Promise<Workspace> {
  await assertMayChange(deps, actor, change);
  const now = deps.now();
  const { workspaceId } = actor;
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'workspaces.updated',
    target_type: 'workspace',
    target_id: workspaceId,
  });
  const updated = await deps.workspaces.update({ workspaceId, change, now, audit });
  if (updated === 'slug_taken') throw slugTaken();
  if (!updated) throw workspaceNotFound();
  return { ...updated, role: actor.role };
}

import { type AuditEntry, auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { getWorkspace } from '../get-workspace.ts';
import { notBeingDeleted, workspaceBeingDeleted } from '../workspaces.errors.ts';
import type { Workspace } from '../workspaces.schemas.ts';
import type { DeletionDeps } from './deletion-deps.ts';

/** How long an owner may restore a workspace. */
const GRACE_MS = 7 * 24 * 3600 * 1000;

type Action = 'workspaces.deletion_requested' | 'workspaces.restored';

function entryOf(deps: DeletionDeps, actor: Actor, { action, now }: { action: Action; now: number }): AuditEntry {
  const target = { target_type: 'workspace', target_id: actor.workspaceId } as const;
  return auditEntry(actor, { ...target, action, now, id: deps.ids(now) });
}

/**
 * Stops everything in the workspace at once, and has it destroyed after seven days. What runs is cancelled. Throws
 * `workspaces.being_deleted` if that was asked for before.
 */
export async function deleteWorkspace(deps: DeletionDeps, actor: Actor): Promise<Workspace> {
  const now = deps.now();
  const requested = await deps.deletions.request({
    workspaceId: actor.workspaceId,
    now: new Date(now).toISOString(),
    deletesAt: new Date(now + GRACE_MS).toISOString(),
    audit: entryOf(deps, actor, { action: 'workspaces.deletion_requested', now }),
  });
  if (!requested) throw workspaceBeingDeleted();
  await deps.stopDeleted([actor.workspaceId]);
  return getWorkspace(deps, actor);
}

/** Takes the deletion back, as long as nothing was destroyed. What was cancelled stays so. Throws `workspaces.not_being_deleted`. */
export async function restoreWorkspace(deps: DeletionDeps, actor: Actor): Promise<Workspace> {
  const now = deps.now();
  const audit = entryOf(deps, actor, { action: 'workspaces.restored', now });
  const { workspaceId } = actor;
  const restored = await deps.deletions.restore({ workspaceId, now: new Date(now).toISOString(), audit });
  if (!restored) throw notBeingDeleted();
  return getWorkspace(deps, actor);
}

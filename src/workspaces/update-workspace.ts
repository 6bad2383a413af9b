import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import { slugTaken, workspaceNotFound } from './workspaces.errors.ts';
import type { Workspace, WorkspaceChange } from './workspaces.schemas.ts';

/** Changes name, slug or limit. Throws `workspaces.slug_taken`. */
export async function updateWorkspace(
  deps: Pick<WorkspaceDeps, 'workspaces' | 'ids' | 'now'>,
  actor: Actor,
  change: WorkspaceChange,
): Promise<Workspace> {
  const now = deps.now();
  const { workspaceId } = actor;
  const { name, slug, max_running } = change;
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'workspaces.updated',
    target_type: 'workspace',
    target_id: workspaceId,
    details: {
      ...(name !== undefined && { name }),
      ...(slug !== undefined && { slug }),
      ...(max_running !== undefined && { max_running }),
    },
  });
  const updated = await deps.workspaces.update({ workspaceId, change, now, audit });
  if (updated === 'slug_taken') throw slugTaken();
  if (!updated) throw workspaceNotFound();
  return { ...updated, role: actor.role };
}

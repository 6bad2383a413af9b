import type { Actor } from '../security/permissions.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import { workspaceNotFound } from './workspaces.errors.ts';
import type { Workspace } from './workspaces.schemas.ts';

/** The actor's workspace, and what the actor is in it. */
export async function getWorkspace(deps: Pick<WorkspaceDeps, 'workspaces'>, actor: Actor): Promise<Workspace> {
  const workspace = await deps.workspaces.find(actor.workspaceId);
  if (!workspace) throw workspaceNotFound();
  return { ...workspace, role: actor.role };
}

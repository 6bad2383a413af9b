import { auditEntry } from '../audit/audited-change.ts';
import { permissionsOfRole } from '../security/permissions.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import { slugTaken, tooManyWorkspaces, workspaceNotFound } from './workspaces.errors.ts';
import type { CreateWorkspace, Workspace } from './workspaces.schemas.ts';

/** How many workspaces a user may own, those that are to be deleted among them. */
export const MAX_OWNED_WORKSPACES = 20;

/** Who creates: a signed-in user, in no workspace yet. */
type Creator = { readonly userId: string; readonly ip: string | null };

/** A slug that nobody has: from the letters and digits of the name, and the random end of an id. */
function slugFrom(name: string, id: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return [...words, id.slice(-12)].join('-').slice(-60).replace(/^-/, '');
}

function auditOf(deps: WorkspaceDeps, creator: Creator, { id, name }: { readonly id: string; readonly name: string }) {
  const now = deps.now();
  const role = { role: 'owner', permissions: permissionsOfRole('owner'), via: 'token', apiKeyId: null } as const;
  const actor = { ...creator, ...role, sessionId: null, workspaceId: id };
  const change = { action: 'workspaces.created', target_type: 'workspace', target_id: id } as const;
  return auditEntry(actor, { ...change, id: deps.ids(now), now, details: { name } });
}

/** Creates a workspace whose owner is the user. Throws `workspaces.slug_taken`, `workspaces.too_many`. */
export async function createWorkspace(
  deps: WorkspaceDeps,
  creator: Creator,
  input: CreateWorkspace,
): Promise<Workspace> {
  await deps.attempts.take([{ kind: 'workspaces.create', subject: creator.userId }]);
  const now = deps.now();
  const id = deps.ids(now);
  const { name, slug = slugFrom(name, id), settings = {} } = input;
  const created = await deps.workspaces.create({
    workspace: {
      id,
      owner_id: creator.userId,
      name,
      slug,
      plan_limits: deps.plans.limitsOf('free'),
      created_at: new Date(now).toISOString(),
    },
    settings,
    membershipId: deps.ids(now),
    most: MAX_OWNED_WORKSPACES,
    audit: auditOf(deps, creator, { id, name }),
  });
  if (created === 'slug_taken') throw slugTaken();
  if (created === 'too_many') throw tooManyWorkspaces(MAX_OWNED_WORKSPACES);
  const workspace = await deps.workspaces.find(id);
  if (!workspace) throw workspaceNotFound();
  return { ...workspace, role: 'owner' };
}

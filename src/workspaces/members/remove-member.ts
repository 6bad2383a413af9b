import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { assertMayManage, personOf } from './may-manage.ts';
import type { MemberDeps } from './member-deps.ts';
import { memberNotFound, ownersOnly } from './members.errors.ts';
import { throwUnchanged } from './throw-unchanged.ts';

type Removal = { readonly userId: string; readonly action: 'members.left' | 'members.removed' };

async function endMembership(deps: MemberDeps, actor: Actor, { userId, action }: Removal): Promise<void> {
  const { workspaceId } = actor;
  const member = await deps.members.find(workspaceId, userId);
  if (member === null) throw memberNotFound();
  if (action === 'members.removed') assertMayManage(actor, member.role, null);
  const now = deps.now();
  const change = { action, target_type: 'user', target_id: userId, details: { role: member.role } } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(now), now });
  const choice = { workspaceId, userId, seenRole: member.role };
  const barred = userId !== actor.userId;
  if (!(await deps.members.remove({ ...choice, now, barred, audit }))) await throwUnchanged(deps, choice);
}

/**
 * Ends a membership: what it allowed ends with the next request. API keys of the member are revoked, and their invitations.
 * Throws `members.not_found`, `members.owner_required`, `members.last_owner`.
 */
export function removeMember(deps: MemberDeps, actor: Actor, userId: string): Promise<void> {
  return endMembership(deps, actor, { userId, action: 'members.removed' });
}

/** Ends the actor's own membership, which no API key can. Throws `members.last_owner`. */
export async function leaveWorkspace(deps: MemberDeps, actor: Actor): Promise<void> {
  if (actor.via !== 'token') throw ownersOnly();
  await endMembership(deps, actor, { userId: personOf(actor), action: 'members.left' });
}

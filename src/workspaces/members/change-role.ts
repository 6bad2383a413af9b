import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor, Role } from '../../security/permissions.ts';
import { assertMayManage } from './may-manage.ts';
import type { MemberDeps } from './member-deps.ts';
import { memberNotFound } from './members.errors.ts';
import type { Member } from './members.schemas.ts';
import { throwUnchanged } from './throw-unchanged.ts';

type RoleChange = { readonly userId: string; readonly role: Role };

/** Gives a member another role. Throws `members.not_found`, `members.owner_required`, `members.last_owner`. */
export async function changeRole(deps: MemberDeps, actor: Actor, { userId, role }: RoleChange): Promise<Member> {
  const { workspaceId } = actor;
  const member = await deps.members.find(workspaceId, userId);
  if (member === null) throw memberNotFound();
  assertMayManage(actor, member.role, role);
  if (member.role === role) return member;
  const now = deps.now();
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'members.role_changed',
    target_type: 'user',
    target_id: userId,
    details: { before: { role: member.role }, after: { role } },
  });
  const changed = await deps.members.changeRole({ workspaceId, userId, seenRole: member.role, role, audit });
  if (!changed) return throwUnchanged(deps, { workspaceId, userId, seenRole: member.role });
  return { ...member, role };
}

import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { personOf } from './may-manage.ts';
import type { MemberDeps } from './member-deps.ts';
import { memberNotFound, transferToSelf } from './members.errors.ts';
import type { Transfer } from './members.schemas.ts';

/** Makes another member the owner, and the actor what they want to be. Throws `members.not_found`, `members.transfer_to_self`. */
export async function transferOwnership(
  deps: MemberDeps,
  actor: Actor,
  { user_id, keep_role }: Transfer,
): Promise<void> {
  const from = personOf(actor);
  if (user_id === from) throw transferToSelf();
  const now = deps.now();
  const { workspaceId } = actor;
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'workspaces.transferred',
    target_type: 'workspace',
    target_id: workspaceId,
    details: { before: { owner_id: from }, after: { owner_id: user_id, role: keep_role } },
  });
  const change = { workspaceId, from, to: user_id, keepRole: keep_role, audit };
  if (!(await deps.members.transfer(change))) throw memberNotFound();
}

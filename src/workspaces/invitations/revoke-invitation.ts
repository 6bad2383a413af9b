import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import { invitationNotFound } from './invitations.errors.ts';

/** Ends an invitation at once. Whoever accepted it before stays. Throws `invitations.not_found`. */
export async function revokeInvitation(deps: InvitationDeps, actor: Actor, id: string): Promise<void> {
  const time = deps.now();
  const change = { action: 'invitations.revoked', target_type: 'invitation', target_id: id } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(time), now: time });
  const choice = { workspaceId: actor.workspaceId, id, now: new Date(time).toISOString() };
  if (!(await deps.invitations.revoke(choice, audit))) throw invitationNotFound();
}

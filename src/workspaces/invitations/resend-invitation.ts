import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { personOf } from '../members/may-manage.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import { newInvitationToken } from './invitation-token.ts';
import { invitationNotFound, notToResend } from './invitations.errors.ts';
import { INVITATION_DAYS, type Invitation } from './invitations.schemas.ts';
import { assertMayInvite } from './may-invite.ts';
import { invitationMail, takeSending } from './send-invitation.ts';

/**
 * Mails an invitation again, with another token and another week: the one before no longer counts. Throws
 * `invitations.not_found`, `invitations.not_to_resend`, `auth.too_many_attempts`, `mail.not_configured`.
 */
export async function resendInvitation(deps: InvitationDeps, actor: Actor, id: string): Promise<Invitation> {
  const { workspaceId } = actor;
  const invitedBy = personOf(actor);
  const time = deps.now();
  const choice = { workspaceId, id, now: new Date(time).toISOString() };
  const found = await deps.invitations.find(choice);
  if (found === null) throw invitationNotFound();
  if (found.email === null) throw notToResend();
  assertMayInvite(actor, found.role, false);
  await takeSending(deps, { workspaceId, to: found.email });
  const { token, hash } = newInvitationToken(deps.random);
  const change = { action: 'invitations.resent', target_type: 'invitation', target_id: id } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(time), now: time });
  const expiresAt = new Date(time + INVITATION_DAYS * 24 * 3600 * 1000).toISOString();
  const given = { id, workspace_id: workspaceId, token_hash: hash, expires_at: expiresAt, invited_by: invitedBy };
  const mails = [await invitationMail(deps, { workspaceId, to: found.email, token })];
  if (!(await deps.invitations.renew({ renewal: { ...given, now: choice.now }, mails, audit }))) throw notToResend();
  await deps.mailer.dispatch(mails);
  return { ...found, status: 'pending', expires_at: expiresAt, invited_by: invitedBy };
}

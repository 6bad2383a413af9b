import { auditEntry } from '../../audit/audited-change.ts';
import { membersReached } from '../../plans/plans.errors.ts';
import type { Actor } from '../../security/permissions.ts';
import { assertStillActs } from '../../security/still-acts.ts';
import { DAY_MS } from '../../shared/clock.ts';
import { personOf } from '../members/may-manage.ts';
import { alreadyMember } from '../members/members.errors.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import { newInvitationToken } from './invitation-token.ts';
import { type CreatedInvitation, type CreateInvitation, INVITATION_DAYS } from './invitations.schemas.ts';
import { assertMayInvite } from './may-invite.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { invitationMail, takeSending } from './send-invitation.ts';

/** What the row has of an invitation of either type. */
function shapeOf(input: CreateInvitation) {
  if (input.type === 'email') return { email: input.email, role: input.role, max_uses: 1, days: INVITATION_DAYS };
  return { email: null, role: input.role, max_uses: input.max_uses, days: input.expires_in_days };
}

/**
 * Invites by mail, or makes a link. The mail is stored with the invitation, so there is never one without the other. Throws
 * `plans.members_reached`, `members.already_member`, `members.owner_required`, `invitations.role_too_high`, `auth.too_many_attempts`,
 * `mail.not_configured`, `auth.ended_meanwhile`.
 */
export async function createInvitation(
  deps: InvitationDeps,
  actor: Actor,
  input: CreateInvitation,
): Promise<CreatedInvitation> {
  const { days, ...shape } = shapeOf(input);
  const { email } = shape;
  const { workspaceId } = actor;
  const invited_by = personOf(actor);
  assertMayInvite(actor, shape.role, email === null);
  if (email === null) await deps.attempts.take([{ kind: 'invitations.workspace', subject: workspaceId }]);
  else await takeSending(deps, { workspaceId, to: email });
  if (!(await deps.invitations.hasRoom(workspaceId))) throw membersReached();
  const now = deps.now();
  const { token, hash } = newInvitationToken(deps.random);
  const moments = { created_at: new Date(now).toISOString(), expires_at: new Date(now + days * DAY_MS).toISOString() };
  const row = { id: deps.ids(now), invited_by, ...shape, ...moments };
  const details = { email, role: row.role, max_uses: row.max_uses, expires_at: row.expires_at };
  const change = { action: 'invitations.created', target_type: 'invitation', target_id: row.id, details } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(now), now });
  const mails = email === null ? [] : [await invitationMail(deps, { workspaceId, to: email, token })];
  const stored = { ...row, workspace_id: workspaceId, token_hash: hash };
  if (!(await deps.invitations.create({ invitation: stored, mails, audit }))) throw alreadyMember();
  await assertStillActs(deps, actor, () => revokeInvitation(deps, actor, row.id));
  await deps.mailer.dispatch(mails);
  const invitation = { ...row, status: 'pending', uses: 0, revoked_at: null } as const;
  return { invitation, token: email === null ? token : null };
}

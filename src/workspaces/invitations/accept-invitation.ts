import { auditEntry } from '../../audit/audited-change.ts';
import { onBehalfOf } from '../../db/tenant-context.ts';
import { permissionsOfRole } from '../../security/permissions.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import { alreadyMember } from '../members/members.errors.ts';
import { workspaceNotFound } from '../workspaces.errors.ts';
import type { Workspace } from '../workspaces.schemas.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import { addressUnverified, invitationInvalid, otherAddress } from './invitations.errors.ts';
import type { Bearer, Offer } from './invitations.repository.ts';
import type { OfferedInvitation } from './invitations.schemas.ts';

/** A user who is signed in, and who shows a token. */
type Invited = { readonly userId: string; readonly ip: string | null };

type Found = { readonly offer: Offer; readonly bearer: Bearer };

async function findOffer(deps: InvitationDeps, { userId }: Invited, token: string): Promise<Found> {
  await deps.attempts.take([{ kind: 'invitations.accept', subject: userId }]);
  const bearer = { tokenHash: hashSecret(token), userId, now: new Date(deps.now()).toISOString() };
  const offer = await deps.invitations.findOffer(bearer);
  if (offer === null) throw invitationInvalid();
  if (offer.joined) throw alreadyMember();
  if (!offer.fits) throw otherAddress();
  if (!offer.verified) throw addressUnverified();
  return { offer, bearer };
}

/** What a token offers to the user. Throws as {@link acceptInvitation}. */
export async function showInvitation(
  deps: InvitationDeps,
  invited: Invited,
  token: string,
): Promise<OfferedInvitation> {
  const { offer } = await findOffer(deps, invited, token);
  const { workspace_id, workspace_name, role, invited_by, expires_at } = offer;
  return { workspace_id, workspace_name, role, invited_by, expires_at };
}

async function join(deps: InvitationDeps, invited: Invited, token: string): Promise<Workspace> {
  const { offer, bearer } = await findOffer(deps, invited, token);
  const { workspace_id: workspaceId, role } = offer;
  const now = deps.now();
  const actor = {
    ...invited,
    workspaceId,
    role,
    permissions: permissionsOfRole(role),
    via: 'token',
    sessionId: null,
    apiKeyId: null,
  } as const;
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'members.joined',
    target_type: 'user',
    target_id: invited.userId,
    details: { role, invitation_id: offer.id },
  });
  if (!(await deps.invitations.accept(bearer, deps.ids(now), audit))) throw invitationInvalid();
  const workspace = await deps.workspaces.find(workspaceId);
  if (workspace === null) throw workspaceNotFound();
  return { ...workspace, role };
}

/**
 * Makes the user a member. Throws `invitations.invalid` 404, `invitations.other_address` 403, `invitations.address_unverified` 403,
 * `members.already_member` 409, `plans.members_reached` 402.
 */
export function acceptInvitation(deps: InvitationDeps, invited: Invited, token: string): Promise<Workspace> {
  return onBehalfOf({ userId: invited.userId, workspaceId: null }, () => join(deps, invited, token));
}

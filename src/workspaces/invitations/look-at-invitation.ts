import { hashSecret } from '../../security/secret-hash.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import { invitationInvalid } from './invitations.errors.ts';
import type { PublicOffer } from './invitations.schemas.ts';

/** What the link of an invitation offers. Looking uses nothing up, and tells nothing of whom it was sent to. Throws `invitations.invalid`. */
export async function lookAtInvitation(
  { invitations, now }: Pick<InvitationDeps, 'invitations' | 'now'>,
  token: string,
): Promise<PublicOffer> {
  const found = await invitations.look(hashSecret(token), new Date(now()).toISOString());
  if (found === null) throw invitationInvalid();
  return found;
}

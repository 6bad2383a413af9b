import type { Actor } from '../../security/permissions.ts';
import type { CredentialDeps } from '../credential-deps.ts';
import type { CredentialUsage } from '../credentials.schemas.ts';
import { loadCredential } from '../load-credential.ts';

/** The workflows that name a credential, with the nodes of the draft and of the published version that do. */
export async function credentialUsage(
  deps: Pick<CredentialDeps, 'credentials'>,
  actor: Actor,
  id: string,
): Promise<CredentialUsage[]> {
  const credential = await loadCredential(deps, actor, id);
  return deps.credentials.usage(actor.workspaceId, credential.id);
}

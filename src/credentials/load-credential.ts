import type { Actor } from '../security/permissions.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { sharedRoles } from './credential-roles.ts';
import { credentialNotFound } from './credentials.errors.ts';
import type { StoredCredential } from './credentials.repository.ts';

/** The credential of the actor's workspace that is shared with the actor's role, its data still sealed, or 404. */
export async function loadCredential(
  deps: Pick<CredentialDeps, 'credentials'>,
  actor: Actor,
  id: string,
): Promise<StoredCredential> {
  const credential = await deps.credentials.find(actor.workspaceId, id);
  if (credential === null || !sharedRoles(actor.role).includes(credential.min_role)) throw credentialNotFound();
  return credential;
}

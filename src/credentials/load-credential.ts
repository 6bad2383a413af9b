import type { Actor } from '../security/permissions.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { credentialNotFound } from './credentials.errors.ts';
import type { StoredCredential } from './credentials.repository.ts';

/** The credential of the actor's workspace, its data still sealed, or 404. */
export async function loadCredential(
  deps: Pick<CredentialDeps, 'credentials'>,
  actor: Actor,
  id: string,
): Promise<StoredCredential> {
  const credential = await deps.credentials.find(actor.workspaceId, id);
  if (credential === null) throw credentialNotFound();
  return credential;
}

import type { Actor } from '../security/permissions.ts';
import { openCredentialData } from './credential-data.ts';
import type { CredentialDeps } from './credential-deps.ts';
import type { Credential } from './credentials.schemas.ts';
import { loadCredential } from './load-credential.ts';

/** The credential with the names of the fields that are set; the values stay where they are. */
export async function getCredential(
  deps: Pick<CredentialDeps, 'credentials' | 'secrets'>,
  actor: Actor,
  id: string,
): Promise<Credential> {
  const { data, ...credential } = await loadCredential(deps, actor, id);
  const place = { id: credential.id, workspaceId: actor.workspaceId };
  return { ...credential, fields: Object.keys(await openCredentialData(deps.secrets, place, data)) };
}

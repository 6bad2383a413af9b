import type { Database } from '../../db/client.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import type { WorkspaceEgress } from '../../workspaces/workspace-egress.ts';
import { loadCredentialSecret, type OpenedCredential } from '../use/load-credential-secret.ts';
import { freshCredential } from './fresh-credential.ts';
import type { RenewalDeps } from './renew-tokens.ts';
import { createTokenStore } from './token-store.ts';

type SourceDeps = Pick<RenewalDeps, 'ids' | 'now'> & {
  readonly db: Database;
  readonly secrets: Pick<WorkspaceSecrets, 'sealer' | 'open'>;
  readonly tokenEgress: WorkspaceEgress;
};

/** What nodes get their credentials from: `null` if the workspace has no such credential. Throws `CredentialUnusable`. */
export type CredentialSource = (workspaceId: string, credentialId: string) => Promise<OpenedCredential | null>;

/** Credentials from the database, with access tokens that last. */
export function createCredentialSource(deps: SourceDeps): CredentialSource {
  const store = createTokenStore(deps.db);
  const load = (workspaceId: string, id: string) =>
    repeatOnFailure(SHORT_PAUSES, () => loadCredentialSecret(deps, workspaceId, id));
  return async (workspaceId, credentialId) => {
    const loaded = await load(workspaceId, credentialId);
    if (loaded === null) return null;
    const { type, data, allowedHosts } = loaded;
    if (type !== 'oauth2') return { type, data, allowedHosts };
    const place = { workspaceId, id: credentialId.toLowerCase() };
    const egress = deps.tokenEgress(workspaceId);
    return freshCredential({ ...deps, egress, store, load: () => load(workspaceId, place.id) }, place, loaded);
  };
}

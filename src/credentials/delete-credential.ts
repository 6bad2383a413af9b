import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { credentialInUse, credentialNotFound } from './credentials.errors.ts';
import { loadCredential } from './load-credential.ts';

type Deletion = { readonly id: string; readonly force: boolean };

/** Deletes a credential; one that a drafted or published workflow uses only by force. */
export async function deleteCredential(deps: CredentialDeps, actor: Actor, { id, force }: Deletion): Promise<void> {
  const { name, id: target_id } = await loadCredential(deps, actor, id);
  const now = deps.now();
  const target = { target_type: 'credential', target_id, details: { name, force } };
  const { deleted, workflow_ids } = await deps.credentials.remove({
    credential: { id: target_id, workspace_id: actor.workspaceId, force },
    audit: auditEntry(actor, { ...target, action: 'credentials.deleted', id: deps.ids(now), now }),
  });
  if (!deleted) throw workflow_ids.length > 0 ? credentialInUse(workflow_ids) : credentialNotFound();
}

import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { openCredentialData } from '../credential-data.ts';
import type { CredentialDeps } from '../credential-deps.ts';
import { credentialNotFound } from '../credentials.errors.ts';
import type { RevealedCredential } from '../credentials.schemas.ts';
import { loadCredential } from '../load-credential.ts';

/** The data of a credential as they are. Who saw them is in the audit log before they are shown. */
export async function revealCredential(deps: CredentialDeps, actor: Actor, id: string): Promise<RevealedCredential> {
  await deps.attempts.take([{ kind: 'credentials.reveal', subject: `${actor.workspaceId}:${actor.userId}` }]);
  const { name, type, data: sealed, ...credential } = await loadCredential(deps, actor, id);
  const place = { id: credential.id, workspaceId: actor.workspaceId };
  const data = await openCredentialData(deps.secrets, place, sealed);
  const now = deps.now();
  const target = { target_type: 'credential', target_id: credential.id, details: { name, type } };
  const noted = await deps.credentials.note({
    credential: { id: credential.id, workspace_id: actor.workspaceId },
    audit: auditEntry(actor, { ...target, action: 'credentials.revealed', id: deps.ids(now), now }),
  });
  if (!noted) throw credentialNotFound();
  return { id: credential.id, type, data };
}

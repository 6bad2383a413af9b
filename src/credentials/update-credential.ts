import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { openCredentialData, parseCredentialData, sealCredentialData } from './credential-data.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { credentialNotFound, secretRequired } from './credentials.errors.ts';
import type { Credential, UpdateCredential } from './credentials.schemas.ts';
import { loadCredential } from './load-credential.ts';
import { narrowsHosts } from './narrows-hosts.ts';

type Update = { readonly id: string; readonly input: UpdateCredential };

/**
 * Changes what was sent and keeps the rest; data are replaced as a whole. Only who gives the secret anew may let it go to
 * other hosts: `credentials.secret_required` 422.
 */
export async function updateCredential(deps: CredentialDeps, actor: Actor, { id, input }: Update): Promise<Credential> {
  const { data: sealed, ...current } = await loadCredential(deps, actor, id);
  if (input.data === undefined && !narrowsHosts(current.allowed_hosts, input.allowed_hosts ?? current.allowed_hosts)) {
    throw secretRequired();
  }
  const data = input.data === undefined ? null : parseCredentialData(current.type, input.data);
  const time = deps.now();
  const now = new Date(time).toISOString();
  const { name = current.name, description = current.description, allowed_hosts = current.allowed_hosts } = input;
  const target = { target_type: 'credential', target_id: current.id, details: { changed: Object.keys(input) } };
  const stored = await deps.credentials.update({
    credential: {
      id: current.id,
      workspace_id: actor.workspaceId,
      name,
      description,
      allowed_hosts,
      now,
      data: data === null ? null : await sealCredentialData(deps.vault, current.id, data),
    },
    audit: auditEntry(actor, { ...target, action: 'credentials.updated', id: deps.ids(time), now: time }),
  });
  if (!stored) throw credentialNotFound();
  const fields = Object.keys(data ?? (await openCredentialData(deps.vault, current.id, sealed)));
  return { ...current, name, description, allowed_hosts, fields, updated_at: now };
}

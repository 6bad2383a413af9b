import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { parseCredentialData, sealCredentialData } from './credential-data.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { assertMayGiveRole } from './credential-roles.ts';
import type { CreateCredential, Credential } from './credentials.schemas.ts';
import { storedHosts } from './hosts/allowed-hosts.ts';
import { hostsOfCredential } from './hosts/hosts-of-credential.ts';
import { firstConnection, firstStatus } from './oauth/connection.schemas.ts';

/** Stores a credential. Its data are sealed at once, and only nodes ever see them again. */
export async function createCredential(
  deps: CredentialDeps,
  actor: Actor,
  input: CreateCredential,
): Promise<Credential> {
  const { name, type, description, min_role } = input;
  assertMayGiveRole(actor, min_role);
  const data = parseCredentialData(type, input.data);
  const allowed_hosts = [...hostsOfCredential({ type, data, allowed_hosts: input.allowed_hosts })];
  const time = deps.now();
  const now = new Date(time).toISOString();
  const id = deps.ids(time);
  const credential = {
    id,
    workspace_id: actor.workspaceId,
    created_by: actor.userId,
    name,
    type,
    description,
    allowed_hosts,
    min_role,
  };
  const target = { target_type: 'credential', target_id: id, details: { name, type } };
  await deps.credentials.insert({
    credential: {
      ...credential,
      allowed_hosts: storedHosts(allowed_hosts),
      data: await sealCredentialData(deps.secrets, { id, workspaceId: actor.workspaceId }, data),
      connection: firstStatus(data),
      now,
    },
    audit: auditEntry(actor, { ...target, action: 'credentials.created', id: deps.ids(time), now: time }),
  });
  return {
    ...credential,
    fields: Object.keys(data),
    created_at: now,
    updated_at: now,
    last_used_at: null,
    connection: firstConnection(data),
  };
}

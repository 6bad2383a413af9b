import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { AppError } from '../shared/errors.ts';
import { openCredentialData, parseCredentialData, sealCredentialData } from './credential-data.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { assertMayGiveRole } from './credential-roles.ts';
import { credentialChangedMeanwhile, secretRequired } from './credentials.errors.ts';
import type { Credential, CredentialSummary, UpdateCredential } from './credentials.schemas.ts';
import { narrowsHosts, storedHosts } from './hosts/allowed-hosts.ts';
import { broughtHosts, hostsOfCredential } from './hosts/hosts-of-credential.ts';
import { loadCredential } from './load-credential.ts';
import { firstConnection, firstStatus } from './oauth/connection.schemas.ts';
import type { CredentialData } from './types/credential-type.ts';

type Update = { readonly id: string; readonly input: UpdateCredential };

/** Without the secret, hosts only become fewer: else whoever may change credentials could have each of them sent to their own host. */
function assertHostsAllowed(current: CredentialSummary, { data, allowed_hosts }: UpdateCredential): void {
  if (data !== undefined || allowed_hosts === undefined) return;
  if (!narrowsHosts(current.allowed_hosts, allowed_hosts)) throw secretRequired();
}

/** Why nothing was stored. */
async function refusal(deps: CredentialDeps, actor: Actor, id: string): Promise<AppError> {
  await loadCredential(deps, actor, id);
  return credentialChangedMeanwhile();
}

/** The hosts from now on; `null`: as they are. Data that are replaced bring the hosts of their type along. */
function hostsOfChange(
  type: string,
  data: CredentialData | null,
  named: readonly string[] | undefined,
): readonly string[] | null {
  if (named !== undefined) return hostsOfCredential({ type, data: data ?? {}, allowed_hosts: named });
  const brought = data === null ? [] : broughtHosts(type, data);
  return brought.length === 0 ? null : brought;
}

/**
 * Changes what was sent and keeps the rest; data are replaced as a whole. Throws `credentials.secret_required` if the secret
 * might go to further hosts and was not sent along.
 */
export async function updateCredential(deps: CredentialDeps, actor: Actor, { id, input }: Update): Promise<Credential> {
  const { data: sealed, ...current } = await loadCredential(deps, actor, id);
  const data = input.data === undefined ? null : parseCredentialData(current.type, input.data);
  const hosts = hostsOfChange(current.type, data, input.allowed_hosts);
  assertHostsAllowed(current, input);
  assertMayGiveRole(actor, input.min_role);
  const place = { id: current.id, workspaceId: actor.workspaceId };
  const time = deps.now();
  const now = new Date(time).toISOString();
  const { name = current.name, description = current.description, min_role = current.min_role } = input;
  const target = { target_type: 'credential', target_id: current.id, details: { changed: Object.keys(input) } };
  const stored = await deps.credentials.update({
    credential: {
      id: current.id,
      workspace_id: actor.workspaceId,
      name,
      description,
      min_role,
      now,
      data: data === null ? null : await sealCredentialData(deps.secrets, place, data),
      connection: data === null ? null : firstStatus(data),
      allowed_hosts: hosts === null ? null : storedHosts(hosts),
      expected_hosts: data === null && hosts !== null ? storedHosts(current.allowed_hosts) : null,
    },
    audit: auditEntry(actor, { ...target, action: 'credentials.updated', id: deps.ids(time), now: time }),
  });
  if (!stored) throw await refusal(deps, actor, current.id);
  const fields = Object.keys(data ?? (await openCredentialData(deps.secrets, place, sealed)));
  const connection = data === null ? current.connection : firstConnection(data);
  const allowed_hosts = [...(hosts ?? current.allowed_hosts)];
  return { ...current, name, description, min_role, allowed_hosts, fields, connection, updated_at: now };
}

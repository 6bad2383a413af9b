import { auditEntry } from '../audit/audited-change.ts';
import { newApiKey } from '../security/api-keys.ts';
import type { Actor } from '../security/permissions.ts';
import { assertStillActs } from '../security/still-acts.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { expiryPassed } from './api-keys.errors.ts';
import type { ApiKey, CreateApiKey, CreatedApiKey } from './api-keys.schemas.ts';
import { assertMayGive, assertWithinRole } from './may-give.ts';
import { revokeApiKey } from './revoke-api-key.ts';

/**
 * Makes a key of the actor, or a service key, with no scope that the actor lacks. The key itself is in the answer and nowhere
 * else. Throws `api_keys.scopes_denied`, `api_keys.expiry_passed`, `auth.ended_meanwhile`.
 */
export async function createApiKey(deps: ApiKeyDeps, actor: Actor, input: CreateApiKey): Promise<CreatedApiKey> {
  const now = deps.now();
  const holder = holderOf(actor, input);
  assertMayGive(actor, { ...holder, scopes: input.scopes });
  assertWithinRole({ ...holder, scopes: input.scopes });
  if (input.expires_at !== null && Date.parse(input.expires_at) <= now) throw expiryPassed();
  const { key, hash, prefix } = newApiKey(deps.random);
  const row = {
    id: deps.ids(now),
    ...holder,
    created_by: actor.userId,
    name: input.name,
    key_prefix: prefix,
    scopes: [...new Set(input.scopes)],
    expires_at: input.expires_at === null ? null : new Date(input.expires_at),
    created_at: new Date(now),
  };
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'api_keys.created',
    target_type: 'api_key',
    target_id: row.id,
    details: { name: row.name, scopes: row.scopes, service_role: row.service_role },
  });
  await deps.apiKeys.insert({ ...row, workspace_id: actor.workspaceId, key_hash: hash }, audit);
  await assertStillActs(deps, actor, () => revokeApiKey(deps, actor, row.id));
  const moments = { created_at: row.created_at.toISOString(), expires_at: row.expires_at?.toISOString() ?? null };
  return { api_key: { ...row, ...moments, last_used_at: null, revoked_at: null }, key };
}

/** A service key is nobody's. */
function holderOf({ userId }: Actor, { service_role }: CreateApiKey): Pick<ApiKey, 'user_id' | 'service_role'> {
  return { user_id: service_role === null ? userId : null, service_role };
}

import { auditEntry } from '../audit/audited-change.ts';
import { newApiKey } from '../security/api-keys.ts';
import type { Actor } from '../security/permissions.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { expiryPassed, scopesDenied } from './api-keys.errors.ts';
import type { CreateApiKey, CreatedApiKey } from './api-keys.schemas.ts';

/** Makes a key for the actor, with no scope that the actor lacks. The key itself is in the answer and nowhere else. */
export async function createApiKey(deps: ApiKeyDeps, actor: Actor, input: CreateApiKey): Promise<CreatedApiKey> {
  const now = deps.now();
  checkScopes(actor, input);
  if (input.expires_at !== null && Date.parse(input.expires_at) <= now) throw expiryPassed();
  const { key, hash, prefix } = newApiKey(deps.random);
  const row = {
    id: deps.ids(now),
    user_id: actor.userId,
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
    details: { name: row.name, scopes: row.scopes },
  });
  await deps.apiKeys.insert({ ...row, workspace_id: actor.workspaceId, key_hash: hash }, audit);
  const moments = { created_at: row.created_at.toISOString(), expires_at: row.expires_at?.toISOString() ?? null };
  return { api_key: { ...row, ...moments, last_used_at: null, revoked_at: null }, key };
}

function checkScopes(actor: Actor, { scopes }: CreateApiKey): void {
  const denied = scopes.filter((scope) => !actor.permissions.has(scope));
  if (denied.length > 0) throw scopesDenied(denied);
}

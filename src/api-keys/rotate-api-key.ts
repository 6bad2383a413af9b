import { auditEntry } from '../audit/audited-change.ts';
import { newApiKey } from '../security/api-keys.ts';
import type { Actor } from '../security/permissions.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { apiKeyNotFound } from './api-keys.errors.ts';
import type { CreatedApiKey } from './api-keys.schemas.ts';
import { getApiKey } from './get-api-key.ts';
import { assertMayGive } from './may-give.ts';

/** Replaces a key by another with the same name, scopes and expiry. The one before ends at once. */
export async function rotateApiKey(
  deps: Pick<ApiKeyDeps, 'apiKeys' | 'ids' | 'now' | 'random'>,
  actor: Actor,
  id: string,
): Promise<CreatedApiKey> {
  const { workspaceId } = actor;
  assertMayGive(actor, await getApiKey(deps, actor, id));
  const now = deps.now();
  const { key, hash, prefix } = newApiKey(deps.random);
  const change = { action: 'api_keys.rotated', target_type: 'api_key', target_id: id } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(now), now });
  const rotated = await deps.apiKeys.rotate({ id, workspaceId, hash, prefix, audit });
  if (!rotated) throw apiKeyNotFound();
  return { api_key: await getApiKey(deps, actor, id), key };
}

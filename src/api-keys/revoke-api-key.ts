import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { apiKeyNotFound } from './api-keys.errors.ts';

/** Ends a key at once and for good. */
export async function revokeApiKey(
  deps: Pick<ApiKeyDeps, 'apiKeys' | 'ids' | 'now'>,
  actor: Actor,
  id: string,
): Promise<void> {
  const now = deps.now();
  const change = { action: 'api_keys.revoked', target_type: 'api_key', target_id: id } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(now), now });
  const { workspaceId } = actor;
  const revoked = await deps.apiKeys.revoke({ id, workspaceId, revokedAt: new Date(now).toISOString(), audit });
  if (!revoked) throw apiKeyNotFound();
}

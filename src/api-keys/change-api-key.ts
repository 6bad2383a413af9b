import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { apiKeyNotFound, scopesRaised } from './api-keys.errors.ts';
import type { ApiKey, ApiKeyChange } from './api-keys.schemas.ts';
import { getApiKey } from './get-api-key.ts';

/** Renames a key, or takes scopes from it. It never gets any. */
export async function changeApiKey(
  deps: Pick<ApiKeyDeps, 'apiKeys' | 'ids' | 'now'>,
  actor: Actor,
  { id, change }: { readonly id: string; readonly change: ApiKeyChange },
): Promise<ApiKey> {
  const { scopes } = await getApiKey(deps, actor, id);
  const raised = (change.scopes ?? []).filter((scope) => !scopes.includes(scope));
  if (raised.length > 0) throw scopesRaised(raised);
  const now = deps.now();
  const what = { action: 'api_keys.updated', target_type: 'api_key', target_id: id } as const;
  const audit = auditEntry(actor, { ...what, id: deps.ids(now), now });
  const wanted = change.scopes === undefined ? change : { ...change, scopes: [...new Set(change.scopes)] };
  const changed = await deps.apiKeys.change({ ...wanted, id, workspaceId: actor.workspaceId, audit });
  if (!changed) throw apiKeyNotFound();
  return getApiKey(deps, actor, id);
}

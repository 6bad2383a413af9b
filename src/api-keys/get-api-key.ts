import type { Actor } from '../security/permissions.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { apiKeyNotFound } from './api-keys.errors.ts';
import type { ApiKey } from './api-keys.schemas.ts';

/** One key of the workspace, a revoked one too. */
export async function getApiKey(
  deps: Pick<ApiKeyDeps, 'apiKeys'>,
  { workspaceId }: Actor,
  id: string,
): Promise<ApiKey> {
  const key = await deps.apiKeys.find({ id, workspaceId });
  if (key === null) throw apiKeyNotFound();
  return key;
}

import type { Actor } from '../../security/permissions.ts';
import { hashSecret } from '../../security/secret-hash.ts';

/**
 * The dedupe key for an `Idempotency-Key`. Keys are a caller's own: another user or API key that sends the same one gets an
 * execution, and not the data of the first. `place`: the place of a run in a call for many that names one key for all of them.
 */
export function runKey({ userId, apiKeyId }: Actor, workflowId: string, key: string, place?: number): string {
  const parts = place === undefined ? [userId, apiKeyId, key] : [userId, apiKeyId, key, place];
  return `run:${workflowId}:${hashSecret(JSON.stringify(parts))}`;
}

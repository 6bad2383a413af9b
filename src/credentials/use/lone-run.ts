import { openNoFile } from '../../nodes/files/file-not-found.ts';
import type { CredentialSecret, RequestRun } from '../../nodes/node-run.ts';
import type { Actor } from '../../security/permissions.ts';
import type { CredentialDeps } from '../credential-deps.ts';

/** How long an answer may take, in milliseconds. */
const TIMEOUT = 10_000;

/** A run of nothing but the requests by which something is asked of a service for somebody who waits. */
export function createLoneRun(
  { send, now }: Pick<CredentialDeps, 'send' | 'now'>,
  { workspaceId }: Actor,
  credential: CredentialSecret | null,
): RequestRun {
  const signal = AbortSignal.timeout(TIMEOUT);
  return {
    items: [{ json: {} }],
    pieces: () => [],
    credential: async () => credential,
    idempotencyKey: () => '',
    request: (request) => send({ ...request, timeoutMs: TIMEOUT }, signal, workspaceId),
    openFile: openNoFile,
    hide: () => undefined,
    now,
  };
}

import { AppError } from '../shared/errors.ts';
import type { AccessLookup } from './access.ts';
import type { Actor } from './permissions.ts';

/** By what an actor is known again. */
export type ActorLookup = Pick<AccessLookup, 'bySession' | 'byApiKeyId'>;

async function stillActs(access: ActorLookup, actor: Actor, now: number): Promise<boolean> {
  const { sessionId, apiKeyId, workspaceId } = actor;
  if (sessionId !== null) return ((await access.bySession(sessionId, workspaceId, now))?.role ?? null) !== null;
  return apiKeyId !== null && (await access.byApiKeyId(apiKeyId, now)) !== null;
}

function endedMeanwhile(): AppError {
  return new AppError('auth.ended_meanwhile', 401, 'The session, or key, of this request was ended meanwhile.');
}

/**
 * For what outlasts the session in which it is made: asked once it is stored, and before it is shown. Whatever ended the session, or
 * the key, of the actor in between may have come too early to see it. Throws 401 `auth.ended_meanwhile`, after `undo`.
 */
export async function assertStillActs(
  { access, now }: { readonly access: ActorLookup; readonly now: () => number },
  actor: Actor,
  undo: () => Promise<void>,
): Promise<void> {
  if (await stillActs(access, actor, now())) return;
  await undo();
  throw endedMeanwhile();
}

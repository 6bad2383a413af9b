import { accountEntry } from '../../audit/account-entry.ts';
import type { AccountDeps, SessionHolder } from '../account-deps.ts';
import { sessionNotFound } from './sessions.errors.ts';

type EndingDeps = Pick<AccountDeps, 'sessions' | 'ids' | 'now'>;

/** Ends a session of the user, at once. Throws 404 for whatever is no live session of theirs. */
export async function endSession(
  deps: EndingDeps,
  { userId, ip }: Pick<SessionHolder, 'userId' | 'ip'>,
  sessionId: string,
): Promise<void> {
  if (!(await endLive(deps, { userId, sessionId, ip }))) throw sessionNotFound();
}

/** Ends the session by which the user is signed in. */
export async function logOut(deps: EndingDeps, holder: SessionHolder): Promise<void> {
  await endLive(deps, holder);
}

/** Ends a session; `false`: it was over by then. */
export async function endLive(deps: EndingDeps, { userId, sessionId, ip }: SessionHolder): Promise<boolean> {
  const now = deps.now();
  const target = { type: 'session', id: sessionId };
  const audit = accountEntry({ id: deps.ids(now), now, action: 'sessions.ended', userId, ip, target });
  return (await deps.sessions.end({ userId, only: sessionId, except: null, now, audit })) === 1;
}

/** Ends the user's sessions everywhere, save the present one if that is to be kept. */
export async function endAllSessions(
  deps: EndingDeps,
  { userId, sessionId, ip }: SessionHolder,
  { keepCurrent }: { readonly keepCurrent: boolean },
): Promise<void> {
  const now = deps.now();
  const except = keepCurrent ? sessionId : null;
  const details = { kept: except };
  const audit = accountEntry({ id: deps.ids(now), now, action: 'sessions.all_ended', userId, ip, details });
  await deps.sessions.end({ userId, only: null, except, now, audit });
}

import type { AppContext } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { type RelyingParty, relyingPartyOf } from '../../security/passkeys/relying-party.ts';
import { clientOf } from '../sessions/session-route-parts.ts';
import type { Holder, Visitor } from './factor-deps.ts';

/** Problems that several routes of factors and passkeys share. */
export const PROBLEMS = {
  wrongOrigin: problem('`auth.wrong_origin`: a cookie is for pages of this origin only.'),
  wrongProof: problem('`auth.wrong_proof`: it is wrong, over or used before.'),
  tooMany: problem('`auth.too_many_attempts`: `Retry-After` says when to try again.'),
  nameNeeded: problem('`passkeys.name_needed`: this server was reached at an address, and passkeys need a name.'),
  notProvedAgain: problem('`auth.step_up_required`: prove again who you are (`POST /api/v1/auth/step-up`).'),
} as const;

/** Who asks without a session. */
export function visitorOf(c: AppContext): Visitor {
  return { client: clientOf(c), party: partyOf(c) };
}

/** Who asks in a session. */
export function holderOf(c: AppContext): Holder {
  const { userId, sessionId, ip } = c.var.user;
  return { userId, sessionId, ip, party: partyOf(c) };
}

function partyOf(c: AppContext): RelyingParty | null {
  return relyingPartyOf(c.var.auth.publicOrigin ?? '', c.req.url);
}

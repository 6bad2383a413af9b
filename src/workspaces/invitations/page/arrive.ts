import { refreshTokenInvalid } from '../../../accounts/accounts.errors.ts';
import type { LoggedIn, SignedIn, Tokens } from '../../../accounts/accounts.schemas.ts';
import { applyForAccount } from '../../../accounts/apply-for-account.ts';
import type { Visitor } from '../../../accounts/factors/factor-deps.ts';
import { passFactor } from '../../../accounts/factors/pass-factor.ts';
import { registerUser } from '../../../accounts/register-user.ts';
import { logIn } from '../../../accounts/sessions/log-in.ts';
import { refreshSession } from '../../../accounts/sessions/refresh-session.ts';
import { type InvitationForm, proofOf } from './invitation-form.ts';
import type { InvitationPageDeps } from './invitation-page-deps.ts';

/** Who came by a form: somebody with a session; who has to show a code; or who has to confirm an address first. */
export type Arrival =
  | { readonly type: 'signed_in'; readonly userId: string; readonly tokens: Tokens }
  | { readonly type: 'factor_required'; readonly ticket: string }
  | { readonly type: 'mailed' };

function arrivalOf(signedIn: SignedIn | LoggedIn): Arrival {
  if ('ticket' in signedIn) return { type: 'factor_required', ticket: signedIn.ticket };
  return { type: 'signed_in', userId: signedIn.user.id, tokens: signedIn.tokens };
}

/** Who the session of the browser belongs to. It is renewed as at any refresh, so that a token that leaked shows. */
async function comeBack(deps: InvitationPageDeps, { client }: Visitor, refreshToken: string): Promise<Arrival> {
  const tokens = await refreshSession(deps, client, refreshToken);
  const claims = await deps.tokens.verify(tokens.access_token, deps.now());
  if (claims === null) throw refreshTokenInvalid();
  return { type: 'signed_in', userId: claims.userId, tokens };
}

/** Signs in or registers by a form of the page. `refreshToken`: gives that of the browser's session. Throws as the ways themselves do. */
export async function arrive(
  deps: InvitationPageDeps,
  visitor: Visitor,
  { form, refreshToken }: { readonly form: InvitationForm; readonly refreshToken: () => string },
): Promise<Arrival> {
  switch (form.action) {
    case 'accept':
      return comeBack(deps, visitor, refreshToken());
    case 'sign_in':
      return arrivalOf(await logIn(deps, visitor.client, form));
    case 'prove':
      return arrivalOf(await passFactor(deps, visitor, { ticket: form.ticket, proof: proofOf(form.code) }));
    case 'register': {
      const registration = { email: form.email, password: form.password, first_name: '', last_name: '' };
      if (deps.registration === 'open') return arrivalOf(await registerUser(deps, visitor.client, registration));
      await applyForAccount(deps, visitor.client, registration);
      return { type: 'mailed' };
    }
  }
}

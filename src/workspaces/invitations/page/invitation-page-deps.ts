import type { FactorDeps } from '../../../accounts/factors/factor-deps.ts';
import type { RegistrationDeps } from '../../../accounts/new-account.ts';
import type { SignInProvider } from '../../../accounts/providers/sign-in-providers.ts';
import type { RegistrationMode } from '../../../accounts/registration-mode.ts';
import type { AccessTokens } from '../../../security/tokens.ts';
import type { InvitationDeps } from '../invitation-deps.ts';

/** What the page of an invitation needs: to sign in, to register, and to accept. */
export type InvitationPageDeps = InvitationDeps &
  FactorDeps &
  RegistrationDeps & {
    readonly tokens: AccessTokens;
    readonly registration: RegistrationMode;
    readonly providers: readonly Pick<SignInProvider, 'id' | 'name'>[];
  };

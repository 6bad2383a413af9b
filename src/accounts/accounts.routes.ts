import type { App } from '../http/app-types.ts';
import { registerAuthRoutes } from './auth.routes.ts';
import { registerDeletionRoutes } from './deletion/deletion.routes.ts';
import { registerEmailRoutes } from './emails/emails.routes.ts';
import { registerFactorSignIn } from './factors/factor-sign-in.routes.ts';
import { registerFactorRoutes } from './factors/factors.routes.ts';
import { registerAccountPages } from './pages/account-pages.routes.ts';
import { registerPasskeySignIn } from './passkeys/passkey-sign-in.routes.ts';
import { registerPasskeyRoutes } from './passkeys/passkeys.routes.ts';
import { registerPasswordRoutes } from './passwords/passwords.routes.ts';
import { registerProviderRoutes } from './providers/providers.routes.ts';
import { registerSessionRoutes } from './sessions/sessions.routes.ts';
import { registerStepUpRoutes } from './step-up/step-up.routes.ts';
import { registerUserRoutes } from './users.routes.ts';

const REGISTRARS = [
  registerAuthRoutes,
  registerFactorSignIn,
  registerPasskeySignIn,
  registerSessionRoutes,
  registerUserRoutes,
  registerFactorRoutes,
  registerPasskeyRoutes,
  registerPasswordRoutes,
  registerProviderRoutes,
  registerEmailRoutes,
  registerStepUpRoutes,
  registerDeletionRoutes,
  registerAccountPages,
] as const;

/** What all of them need, together. */
type AllDeps<Registrars> = Registrars extends readonly [(app: App, deps: infer Deps) => void, ...infer More]
  ? Deps & AllDeps<More>
  : unknown;

/** Getting in, and what people do with their own account: profile, address, password, proof of who they are, its end. */
export function registerAccountRoutes(app: App, deps: AllDeps<typeof REGISTRARS>): void {
  for (const register of REGISTRARS) register(app, deps);
}

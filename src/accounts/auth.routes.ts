import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse } from '../http/route-parts.ts';
import {
  loginSchema,
  refreshedSchema,
  refreshSchema,
  registeredSchema,
  registrationSchema,
  signedInSchema,
} from './accounts.schemas.ts';
import { applyForAccount } from './apply-for-account.ts';
import type { RegistrationDeps } from './new-account.ts';
import { registerUser } from './register-user.ts';
import type { RegistrationMode } from './registration-mode.ts';
import { logIn } from './sessions/log-in.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { answerWithTokens, clientOf, refreshTokenOfCookie } from './sessions/session-route-parts.ts';

const tags = ['Authentication'];
const wrongOrigin = problem('`auth.wrong_origin`: a cookie is for pages of this origin only.');
const tooMany = problem('`auth.too_many_attempts`: `Retry-After` says when to try again.');

const register = defineRoute({
  operationId: 'register',
  summary: 'Register',
  description:
    'Creates a user with a personal workspace. The server says by its setting REGISTRATION what follows: the user is signed in at ' +
    'once; or a link goes to the address, the account begins when it is opened, and the answer is the same if there is one already.',
  tags,
  method: 'post',
  path: '/api/v1/auth/register',
  permission: 'public',
  request: { body: jsonBody(registrationSchema) },
  responses: {
    201: jsonResponse('The user, their workspace and tokens.', registeredSchema),
    202: { description: 'A mail is on its way to the address; the account begins with the link in it.' },
    403: wrongOrigin,
    409: problem('`accounts.email_taken`: the email has an account. Only where users are signed in at once.'),
    422: problem('`passwords.too_common`, `passwords.too_personal`: it is tried first by whoever guesses.'),
    429: tooMany,
  },
});

const login = defineRoute({
  operationId: 'log_in',
  summary: 'Log in',
  description:
    'Opens a session. Whoever has a second factor gets a ticket for `POST /api/v1/auth/factor` instead. The answer is the same for ' +
    'an unknown email and a wrong password.',
  tags,
  method: 'post',
  path: '/api/v1/auth/login',
  permission: 'public',
  request: { body: jsonBody(loginSchema) },
  responses: {
    200: jsonResponse('The user and tokens or, for a user with a second factor, a ticket for it.', signedInSchema),
    401: problem('`auth.wrong_credentials`: email or password is wrong.'),
    403: wrongOrigin,
    429: tooMany,
  },
});

const refresh = defineRoute({
  operationId: 'refresh_tokens',
  summary: 'Refresh the tokens',
  description:
    'Trades a refresh token for new tokens. Within ten seconds it brings the same again, for tabs that refresh at once; ' +
    'after that, using it again ends the session.',
  tags,
  method: 'post',
  path: '/api/v1/auth/refresh',
  permission: 'public',
  request: { body: jsonBody(refreshSchema) },
  responses: {
    200: jsonResponse('New tokens.', refreshedSchema),
    401: problem('`auth.refresh_token_invalid`: the token is unknown, used or expired.'),
    403: wrongOrigin,
    429: tooMany,
  },
});

export function registerAuthRoutes(
  app: App,
  deps: RegistrationDeps & { readonly registration: RegistrationMode },
): void {
  app.openapi(register, async (c) => {
    const { session, ...registration } = c.req.valid('json');
    if (deps.registration === 'verified') {
      await applyForAccount(deps, clientOf(c), registration);
      return c.body(null, 202);
    }
    return c.json(
      await answerWithTokens(c, deps, { session, work: () => registerUser(deps, clientOf(c), registration) }),
      201,
    );
  });
  app.openapi(login, async (c) => {
    const { session, ...given } = c.req.valid('json');
    return c.json(await answerWithTokens(c, deps, { session, work: () => logIn(deps, clientOf(c), given) }), 200);
  });
  app.openapi(refresh, async (c) => {
    const { session, refresh_token } = c.req.valid('json');
    const token = refresh_token ?? refreshTokenOfCookie(c);
    const work = async () => ({ tokens: await refreshSession(deps, clientOf(c), token) });
    return c.json(await answerWithTokens(c, deps, { session, work }), 200);
  });
}

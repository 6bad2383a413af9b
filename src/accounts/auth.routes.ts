import type { App, AppContext } from '../http/app-types.ts';
import { clientIp } from '../http/authenticate.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse } from '../http/route-parts.ts';
import type { AccountDeps, ClientInfo } from './account-deps.ts';
import {
  loggedInSchema,
  loginSchema,
  refreshedSchema,
  refreshSchema,
  registeredSchema,
  registrationSchema,
} from './accounts.schemas.ts';
import { registerUser } from './register-user.ts';
import { logIn } from './sessions/log-in.ts';
import { refreshSession } from './sessions/refresh-session.ts';

const tags = ['Authentication'];

const register = defineRoute({
  operationId: 'register',
  summary: 'Register',
  description: 'Creates a user with a personal workspace, and signs the user in.',
  tags,
  method: 'post',
  path: '/api/v1/auth/register',
  permission: 'public',
  request: { body: jsonBody(registrationSchema) },
  responses: {
    201: jsonResponse('The user, their workspace and tokens.', registeredSchema),
    409: problem('`accounts.email_taken`: the email has an account.'),
  },
});

const login = defineRoute({
  operationId: 'log_in',
  summary: 'Log in',
  description: 'Opens a session. The answer is the same for an unknown email and a wrong password.',
  tags,
  method: 'post',
  path: '/api/v1/auth/login',
  permission: 'public',
  request: { body: jsonBody(loginSchema) },
  responses: {
    200: jsonResponse('The user and tokens.', loggedInSchema),
    401: problem('`auth.wrong_credentials`: email or password is wrong.'),
  },
});

const refresh = defineRoute({
  operationId: 'refresh_tokens',
  summary: 'Refresh the tokens',
  description: 'Trades a refresh token for new tokens. It is good once: using it again ends the session.',
  tags,
  method: 'post',
  path: '/api/v1/auth/refresh',
  permission: 'public',
  request: { body: jsonBody(refreshSchema) },
  responses: {
    200: jsonResponse('New tokens.', refreshedSchema),
    401: problem('`auth.refresh_token_invalid`: the token is unknown, used or expired.'),
  },
});

const logout = defineRoute({
  operationId: 'log_out',
  summary: 'Log out',
  description: 'Ends the session of the access token; its tokens are worth nothing from now on.',
  tags,
  method: 'post',
  path: '/api/v1/auth/logout',
  permission: 'authenticated',
  responses: { 204: { description: 'Logged out.' } },
});

export function registerAuthRoutes(app: App, deps: AccountDeps): void {
  app.openapi(register, async (c) => c.json(await registerUser(deps, clientOf(c), c.req.valid('json')), 201));
  app.openapi(login, async (c) => c.json(await logIn(deps, clientOf(c), c.req.valid('json')), 200));
  app.openapi(refresh, async (c) => {
    const tokens = await refreshSession(deps, c.req.valid('json').refresh_token);
    return c.json({ tokens }, 200);
  });
  app.openapi(logout, async (c) => {
    await deps.sessions.revoke(c.var.user.sessionId, deps.now());
    return c.body(null, 204);
  });
}

function clientOf(c: AppContext): ClientInfo {
  return { ip: clientIp(c), userAgent: c.req.header('user-agent') ?? null };
}

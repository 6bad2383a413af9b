import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody } from '../../http/route-parts.ts';
import { clientOf } from '../sessions/session-route-parts.ts';
import { changePassword } from './change-password.ts';
import { forgotPassword } from './forgot-password.ts';
import type { PasswordDeps } from './password-deps.ts';
import { forgotPasswordSchema, passwordChangeSchema, passwordResetSchema } from './passwords.schemas.ts';
import { resetPassword } from './reset-password.ts';

const tooMany = problem('`auth.too_many_attempts`: `Retry-After` says when to try again.');
const weak = problem('`passwords.too_common`, `passwords.too_personal`: it is tried first by whoever guesses.');

const change = defineRoute({
  operationId: 'change_password',
  summary: 'Change my password',
  description: 'Sets another password for whoever knows the present one, and ends all their other sessions.',
  tags: ['Users'],
  method: 'post',
  path: '/api/v1/users/me/password',
  permission: 'authenticated',
  request: { body: jsonBody(passwordChangeSchema) },
  responses: {
    204: { description: 'Changed.' },
    403: problem('`auth.wrong_password`: the present password is another one.'),
    422: weak,
    429: tooMany,
  },
});

const forgot = defineRoute({
  operationId: 'forgot_password',
  summary: 'Ask for a new password',
  description:
    'Sends a link for a new password to this email, if it has an account. It is good once, for an hour. The answer is the same for all.',
  tags: ['Authentication'],
  method: 'post',
  path: '/api/v1/auth/password/forgot',
  permission: 'public',
  request: { body: jsonBody(forgotPasswordSchema) },
  responses: {
    202: { description: 'A mail is on its way, if there is such an account.' },
    429: tooMany,
    503: problem('`mail.not_configured`: this server sends no mail. Or the database is away.'),
  },
});

const reset = defineRoute({
  operationId: 'reset_password',
  summary: 'Set a new password',
  description:
    'Sets a new password by the link of a mail, and ends all sessions. It signs nobody in: a second factor is asked for as ever.',
  tags: ['Authentication'],
  method: 'post',
  path: '/api/v1/auth/password/reset',
  permission: 'public',
  request: { body: jsonBody(passwordResetSchema) },
  responses: {
    204: { description: 'Set.' },
    410: problem('`accounts.link_invalid`: the link was used, has expired, or never was one.'),
    422: weak,
    429: tooMany,
  },
});

export function registerPasswordRoutes(app: App, deps: PasswordDeps): void {
  app.openapi(change, async (c) => {
    await changePassword(deps, c.var.user, c.req.valid('json'));
    return c.body(null, 204);
  });
  app.openapi(forgot, async (c) => {
    await forgotPassword(deps, clientOf(c), c.req.valid('json').email);
    return c.body(null, 202);
  });
  app.openapi(reset, async (c) => {
    await resetPassword(deps, clientOf(c), c.req.valid('json'));
    return c.body(null, 204);
  });
}

import type { App } from '../../http/app-types.ts';
import { clientIp } from '../../http/authenticate.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody } from '../../http/route-parts.ts';
import { clientOf, sessionOfCaller } from '../sessions/session-route-parts.ts';
import { askEmailChange } from './ask-email-change.ts';
import { confirmEmail } from './confirm-email.ts';
import type { EmailDeps } from './email-deps.ts';
import { addressSchema, confirmEmailSchema } from './emails.schemas.ts';
import { resendVerification } from './resend-verification.ts';

const tooMany = problem('`auth.too_many_attempts`: `Retry-After` says when to try again.');
const noMail = problem('`mail.not_configured`: this server sends no mail. Or the database is away.');

const verify = defineRoute({
  operationId: 'verify_email',
  summary: 'Confirm an email',
  description:
    'Confirms by the link of a mail that its address is the user’s: of a new account, or instead of another. It is good once. The ' +
    'first that confirms an address of an account ends its sessions and keys, and removes identities and factors, unless an access ' +
    'token (or cookie) shows that it is the same person who is signed in.',
  tags: ['Authentication'],
  method: 'post',
  path: '/api/v1/auth/verify-email',
  permission: 'public',
  request: { body: jsonBody(confirmEmailSchema) },
  responses: {
    204: { description: 'Confirmed.' },
    409: problem('`accounts.email_taken`: another account has the address by now.'),
    410: problem('`accounts.link_invalid`: the link was used, has expired, or never was one.'),
    429: tooMany,
  },
});

const resend = defineRoute({
  operationId: 'resend_verification',
  summary: 'Ask for another mail that confirms an email',
  description:
    'Sends another link, if this email has an account that is not confirmed. The answer is the same for all.',
  tags: ['Authentication'],
  method: 'post',
  path: '/api/v1/auth/verify-email/resend',
  permission: 'public',
  request: { body: jsonBody(addressSchema) },
  responses: {
    202: { description: 'A mail is on its way, if there is such an account.' },
    429: tooMany,
    503: noMail,
  },
});

const change = defineRoute({
  operationId: 'change_email',
  summary: 'Change my email',
  description: 'Sends a link to the new address, and word to the old one. The address changes when the link is opened.',
  tags: ['Users'],
  method: 'post',
  path: '/api/v1/users/me/email',
  permission: 'authenticated',
  stepUp: true,
  request: { body: jsonBody(addressSchema) },
  responses: {
    202: { description: 'The mails are on their way.' },
    422: problem('`accounts.email_unchanged`: it is the address already.'),
    429: tooMany,
    503: noMail,
  },
});

export function registerEmailRoutes(app: App, deps: EmailDeps): void {
  app.openapi(verify, async (c) => {
    const bearer = { ip: clientIp(c), sessionId: await sessionOfCaller(c, deps) };
    await confirmEmail(deps, bearer, c.req.valid('json').token);
    return c.body(null, 204);
  });
  app.openapi(resend, async (c) => {
    await resendVerification(deps, clientOf(c), c.req.valid('json').email);
    return c.body(null, 202);
  });
  app.openapi(change, async (c) => {
    await askEmailChange(deps, c.var.user, c.req.valid('json').email);
    return c.body(null, 202);
  });
}

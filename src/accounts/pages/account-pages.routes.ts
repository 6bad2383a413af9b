import type { App, AppContext } from '../../http/app-types.ts';
import { clientIp } from '../../http/authenticate.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { htmlPage } from '../../pages/html-page.ts';
import { asPage } from '../../pages/plain-page.ts';
import { confirmEmail, findConfirmation } from '../emails/confirm-email.ts';
import type { EmailDeps } from '../emails/email-deps.ts';
import type { PasswordDeps } from '../passwords/password-deps.ts';
import { findReset } from '../passwords/reset-password.ts';
import { sessionOfCaller } from '../sessions/session-route-parts.ts';
import { confirmPage, donePage, resetPage } from './account-html.ts';
import { readForm } from './read-form.ts';
import { resetByForm } from './reset-by-form.ts';

const page = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const common = { tags: ['Authentication'], permission: 'public' } as const;
const unavailable = {
  410: page('The link was used, has expired, or never was one.'),
  429: page('Too many tries.'),
  503: problem('The database is away for the moment.'),
};

const verify = { ...common, path: '/account/verify-email/{token}' } as const;
const reset = { ...common, path: '/account/reset-password/{token}' } as const;

const showConfirmation = {
  ...verify,
  operationId: 'show_email_confirmation',
  summary: 'Show the page that confirms an email',
  description: 'Where the link of a mail leads. Reading it confirms nothing.',
  methods: ['get'],
  responses: { 200: page('The button that confirms.'), ...unavailable },
} as const;

const takeConfirmation = {
  ...verify,
  operationId: 'take_email_confirmation',
  summary: 'Confirm an email by its page',
  description: 'What the button of the page does.',
  methods: ['post'],
  responses: { 200: page('It is confirmed.'), 409: page('Another account has it by now.'), ...unavailable },
} as const;

const showReset = {
  ...reset,
  operationId: 'show_password_reset',
  summary: 'Show the page for a new password',
  description: 'Where the link of a mail leads. Reading it changes nothing.',
  methods: ['get'],
  responses: { 200: page('The form.'), ...unavailable },
} as const;

const takeReset = {
  ...reset,
  operationId: 'take_password_reset',
  summary: 'Set a new password by its page',
  description: 'Takes the form of the page: `password`.',
  methods: ['post'],
  responses: {
    200: page('It is set.'),
    400: problem('The form is no UTF-8.'),
    413: problem('The form is too large.'),
    422: page('The form again, with what is wrong with the password.'),
    ...unavailable,
  },
} as const;

/** The pages to which the links in mails lead. They are GET to look and POST to act, and need no script. */
export function registerAccountPages(app: App, deps: EmailDeps & PasswordDeps): void {
  mountRaw(app, showConfirmation, (c) =>
    asPage(async () => htmlPage(confirmPage(await findConfirmation(deps, tokenOf(c))))),
  );
  mountRaw(app, takeConfirmation, (c) =>
    asPage(async () => {
      await confirmEmail(deps, { ip: clientIp(c), sessionId: await sessionOfCaller(c, deps) }, tokenOf(c));
      return htmlPage(donePage('Confirmed', 'This is your address. You can close this page.'));
    }),
  );
  mountRaw(app, showReset, (c) => asPage(async () => htmlPage(resetPage(await findReset(deps, tokenOf(c)), null))));
  mountRaw(app, takeReset, (c) =>
    asPage(async () => {
      const password = (await readForm(c.req.raw)).get('password') ?? '';
      return htmlPage(await resetByForm(deps, { ip: clientIp(c) }, { token: tokenOf(c), password }));
    }),
  );
}

function tokenOf(c: AppContext): string {
  return c.req.param('token') ?? '';
}

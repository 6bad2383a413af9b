import { visitorOf } from '../../../accounts/factors/factor-route-parts.ts';
import { readForm } from '../../../accounts/pages/read-form.ts';
import {
  assertOwnOrigin,
  bringsSession,
  keepSession,
  refreshTokenOfCookie,
} from '../../../accounts/sessions/session-route-parts.ts';
import type { App, AppContext } from '../../../http/app-types.ts';
import { clientIp } from '../../../http/authenticate.ts';
import { problem } from '../../../http/problem-responses.ts';
import { mountRaw } from '../../../http/route.ts';
import { withCookies } from '../../../http/with-cookies.ts';
import { htmlPage, type Page } from '../../../pages/html-page.ts';
import { asPage } from '../../../pages/plain-page.ts';
import { AppError } from '../../../shared/errors.ts';
import { acceptInvitation } from '../accept-invitation.ts';
import type { PublicOffer } from '../invitations.schemas.ts';
import { lookAtInvitation } from '../look-at-invitation.ts';
import { arrive } from './arrive.ts';
import { type InvitationForm, readInvitationForm } from './invitation-form.ts';
import { codePage, invitationPage, joinedPage, mailedPage } from './invitation-html.ts';
import type { InvitationPageDeps } from './invitation-page-deps.ts';

const html = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const common = { tags: ['Invitations'], permission: 'public', path: '/invitations/{token}' } as const;
const unavailable = {
  404: html('The invitation is unknown, used, expired or revoked.'),
  503: problem('The database is away for the moment.'),
};

const show = {
  ...common,
  operationId: 'show_invitation_page',
  summary: 'Show the page of an invitation',
  description: 'Where the link of a mail leads. Reading it accepts nothing.',
  methods: ['get'],
  responses: { 200: html('What is offered, and the forms to accept it.'), ...unavailable },
} as const;

const take = {
  ...common,
  operationId: 'take_invitation_page',
  summary: 'Accept an invitation by its page',
  description:
    'Takes the forms of the page, by their `action`: `accept` (with the session of the browser), `sign_in`, `prove` (the second ' +
    'step), `register`. What opens a session leaves its cookie.',
  methods: ['post'],
  responses: {
    200: html('Accepted; or a code is asked for; or a mail is on its way.'),
    400: problem('The form is no UTF-8.'),
    401: html('The page again: email, password or code is wrong.'),
    403: html(
      'The form comes from elsewhere. The page again: the account is not the one that is invited, or its address is not confirmed.',
    ),
    409: html('The page again: there is such an account, or it is a member already.'),
    413: problem('The form is too large.'),
    422: html('The page again, with what is wrong.'),
    429: html('Too many tries.'),
    ...unavailable,
  },
} as const;

/** The page to which the links of invitations lead. It is GET to look and POST to act, and needs no script. */
export function registerInvitationPage(app: App, deps: InvitationPageDeps): void {
  mountRaw(app, show, (c) =>
    asPage(async () => htmlPage(offerPage(c, deps, { offer: await look(c, deps), fault: null }))),
  );
  mountRaw(app, take, (c) => asPage(async () => withCookies(c, htmlPage(await takeForm(c, deps)))));
}

function tokenOf(c: AppContext): string {
  return c.req.param('token') ?? '';
}

function look(c: AppContext, deps: InvitationPageDeps): Promise<PublicOffer> {
  return lookAtInvitation(deps, tokenOf(c));
}

type Fault = { readonly status: number; readonly text: string };

function offerPage(
  c: AppContext,
  { providers }: InvitationPageDeps,
  { offer, fault }: { readonly offer: PublicOffer; readonly fault: Fault | null },
): Page {
  return invitationPage({ offer, fault, providers, path: `/invitations/${tokenOf(c)}`, hasSession: bringsSession(c) });
}

/** What people can mend themselves is shown beside the forms; that the invitation itself no longer counts stands alone. */
async function takeForm(c: AppContext, deps: InvitationPageDeps): Promise<Page> {
  assertOwnOrigin(c);
  const invitation = await look(c, deps);
  const form = readInvitationForm(await readForm(c.req.raw));
  if (typeof form === 'string') return offerPage(c, deps, { offer: invitation, fault: { status: 422, text: form } });
  try {
    return await acceptBy(c, deps, { form, workspace: invitation.workspace_name });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500 || error.code === 'invitations.invalid') throw error;
    if (form.action === 'prove' && error.code === 'auth.wrong_proof') return codePage(form.ticket, error.message);
    return offerPage(c, deps, { offer: invitation, fault: { status: error.status, text: error.message } });
  }
}

async function acceptBy(
  c: AppContext,
  deps: InvitationPageDeps,
  { form, workspace }: { readonly form: InvitationForm; readonly workspace: string },
): Promise<Page> {
  const arrival = await arrive(deps, visitorOf(c), { form, refreshToken: () => refreshTokenOfCookie(c) });
  if (arrival.type === 'factor_required') return codePage(arrival.ticket, null);
  if (arrival.type === 'mailed') return mailedPage();
  await keepSession(c, deps, arrival.tokens);
  await acceptInvitation(deps, { userId: arrival.userId, ip: clientIp(c) }, tokenOf(c));
  return joinedPage(workspace);
}

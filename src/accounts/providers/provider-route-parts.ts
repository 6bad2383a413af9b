import { getCookie, setCookie } from 'hono/cookie';
import type { AppContext } from '../../http/app-types.ts';
import { OWN_COOKIE_PREFIX } from '../../http/own-cookies.ts';
import { withCookies } from '../../http/with-cookies.ts';
import { attributes, paragraph } from '../../pages/html.ts';
import { htmlPage } from '../../pages/html-page.ts';
import { plainPage } from '../../pages/plain-page.ts';
import { AppError } from '../../shared/errors.ts';
import type { FinishedSignIn } from './finish-sign-in.ts';
import { ATTEMPT_SECONDS } from './sign-in-attempt.ts';

const ATTEMPT_COOKIE = `${OWN_COOKIE_PREFIX}sign-in`;

/** Lax: it has to come along when the provider sends the browser back. */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

export function keepAttempt(c: AppContext, sealed: string): void {
  setCookie(c, ATTEMPT_COOKIE, sealed, { ...ATTRIBUTES, maxAge: ATTEMPT_SECONDS });
}

export function keptAttempt(c: AppContext): string | undefined {
  return getCookie(c, ATTEMPT_COOKIE);
}

/** An attempt is good once, however it ends. */
export function forgetAttempt(c: AppContext): void {
  setCookie(c, ATTEMPT_COOKIE, '', { ...ATTRIBUTES, maxAge: 0 });
}

/** The one redirect_uri of a provider, which it has to know. */
export function redirectUriOf(c: AppContext, provider: string): string {
  const origin = c.var.auth.publicOrigin ?? new URL(c.req.url).origin;
  return `${origin}/auth/callback/${provider}`;
}

/** Where the browser lands. A ticket for the second factor goes into the fragment, which no server and no Referer ever sees. */
export function landingOf({ signedIn, returnTo }: FinishedSignIn): string {
  if (signedIn === null || !('ticket' in signedIn)) return returnTo;
  const path = returnTo.split('#')[0] ?? '/';
  const { ticket, methods } = signedIn;
  return `${path}#${new URLSearchParams({ factor_ticket: ticket, methods: methods.join(',') })}`;
}

/**
 * Whether a page elsewhere has led the browser here. Who is signed in at a provider would be signed in here by it without having
 * wanted to. Browsers say so (Fetch Metadata), and no page can lie about it.
 */
export function isLedFromElsewhere(c: AppContext): boolean {
  return ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '');
}

/** Asks whoever was led here whether they want to sign in. The way on begins at a page of ours, and so is not asked about again. */
export function askPage(
  provider: string,
  { name, returnTo }: { readonly name: string; readonly returnTo: string },
): Response {
  const href = `/auth/sign-in/${encodeURIComponent(provider)}?${new URLSearchParams({ return_to: returnTo })}`;
  const text = `Another site has led you here, to sign in to LinkFlow with ${name}. If you did not want that, close this page.`;
  const link = `<p><a${attributes({ href })}>Sign in</a></p>`;
  return htmlPage({ status: 200, title: 'Sign in to LinkFlow?', body: `${paragraph(text, 'message')}${link}` });
}

/** Shows what went wrong as a page: the caller is a person with a browser. Cookies that were set on the way go along. */
export async function answerAsPage(c: AppContext, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.match(/^(auth|accounts)\./)) throw error;
    return withCookies(c, plainPage(error.status, 'This did not work', error.message, error.details.headers));
  }
}

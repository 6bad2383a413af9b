import { getCookie, setCookie } from 'hono/cookie';
import type { AppContext } from '../../http/app-types.ts';
import { clientIp, shownSession } from '../../http/authenticate.ts';
import { OWN_COOKIE_PREFIX } from '../../http/own-cookies.ts';
import { type RefreshTokens, sessionOfRefreshToken } from '../../security/refresh-tokens.ts';
import type { ClientInfo } from '../account-deps.ts';
import { refreshTokenInvalid } from '../accounts.errors.ts';
import type { Tokens } from '../accounts.schemas.ts';
import { SESSION_SECONDS } from './issue-tokens.ts';
import { type LeavingDeps, leaveEarlier } from './leave-earlier.ts';
import { wrongOrigin } from './sessions.errors.ts';
import type { SessionKind } from './sessions.schemas.ts';

/**
 * No other host, not even one below the same domain, can set a cookie of this name (RFC 6265bis §4.1.3.2). That wants
 * `Path=/`, so it comes with every request: what workflows see of one is without it (`own-cookies.ts`).
 */
const REFRESH_COOKIE = `${OWN_COOKIE_PREFIX}refresh`;

const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** Who asks, as a session keeps it. */
export function clientOf(c: AppContext): ClientInfo {
  return { ip: clientIp(c), userAgent: c.req.header('user-agent') ?? null };
}

/**
 * Does the work of a sign-in, and gives its answer as the client wants it: with all tokens, or with the refresh token in a
 * cookie. Throws 403 `auth.wrong_origin`, before anything is done, for a cookie that no page of this origin asks for.
 */
export async function answerWithTokens<Answer extends { readonly tokens?: Tokens }>(
  c: AppContext,
  deps: LeavingDeps,
  { session, work }: { readonly session: SessionKind; readonly work: () => Promise<Answer> },
): Promise<Answer> {
  if (session === 'cookie') assertOwnOrigin(c);
  const answer = await work();
  if (session === 'tokens' || answer.tokens === undefined) return answer;
  const { refresh_token, ...tokens } = answer.tokens;
  await keepSession(c, deps, answer.tokens);
  return { ...answer, tokens };
}

/** Has the browser keep the session of these tokens. The one that it was in ends, if it was another. */
export async function keepSession(c: AppContext, deps: LeavingDeps, { refresh_token = '' }: Tokens): Promise<void> {
  await leaveEarlier(deps, { left: getCookie(c, REFRESH_COOKIE) ?? '', opened: refresh_token, ip: clientIp(c) });
  setCookie(c, REFRESH_COOKIE, refresh_token, { ...ATTRIBUTES, maxAge: SESSION_SECONDS });
}

/** The refresh token of the browser's session. Throws 403 `auth.wrong_origin`, and 401 if there is none. */
export function refreshTokenOfCookie(c: AppContext): string {
  assertOwnOrigin(c);
  const token = getCookie(c, REFRESH_COOKIE);
  if (token === undefined) throw refreshTokenInvalid();
  return token;
}

/**
 * The session that the caller of a public route is in, by an access token or by the browser's cookie; `null`: none that we know. What a
 * page posts bears no origin (it sends no referrer), and needs none: from other sites the cookie does not come along.
 */
export async function sessionOfCaller(
  c: AppContext,
  { refreshTokens }: { readonly refreshTokens: RefreshTokens },
): Promise<string | null> {
  const token = getCookie(c, REFRESH_COOKIE) ?? '';
  return (await shownSession(c)) ?? (refreshTokens.wasIssued(token) ? sessionOfRefreshToken(token) : null);
}

/** Whether the browser brings a session, which may have ended. */
export function bringsSession(c: AppContext): boolean {
  return getCookie(c, REFRESH_COOKIE) !== undefined;
}

/** Has the browser drop the session that has ended. */
export function forgetSession(c: AppContext): void {
  if (getCookie(c, REFRESH_COOKIE) !== undefined) setCookie(c, REFRESH_COOKIE, '', { ...ATTRIBUTES, maxAge: 0 });
}

/** Throws 403 unless the request comes from a page of the origin that it goes to: browsers say so, and no page can lie about it. */
export function assertOwnOrigin(c: AppContext): void {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const own = origin !== undefined && [new URL(c.req.url).origin, c.var.auth.publicOrigin].includes(origin);
  if (!own || (site !== undefined && site !== 'same-origin')) throw wrongOrigin();
}

import type { AppContext } from './app-types.ts';

/** A response with the cookies that were set on the way to it. */
export function withCookies(c: AppContext, response: Response): Response {
  for (const cookie of c.res.headers.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}

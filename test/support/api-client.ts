import { z } from 'zod';
import { loggedInSchema, registeredSchema } from '../../src/accounts/accounts.schemas.ts';
import type { App } from '../../src/http/app-types.ts';
import { newId } from '../../src/shared/ids.ts';

export type Call = { readonly method: string; readonly path: string; readonly body?: unknown };
export type Headers = { readonly [name: string]: string };

/** Sends JSON and reads JSON; an empty answer is `null`. */
export async function call(app: App, { method, path, body }: Call, headers: Headers = {}) {
  const response = await app.request(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : z.json().parse(JSON.parse(text)),
  };
}

const tokens = z.object({ access_token: z.string(), refresh_token: z.string() });
const signedUp = registeredSchema.extend({ tokens });
const signedIn = loggedInSchema.extend({ tokens });

/** The tokens in the answer to a sign-in or a refresh. */
export function readTokens(body: unknown): z.infer<typeof tokens> {
  return z.object({ tokens }).parse(body).tokens;
}

export const PASSWORD = 'correct horse battery';

/** A new user with an email of their own, their workspace, and the header that proves who they are. */
export async function newUser(app: App) {
  const email = `${newId(Date.now())}@example.com`;
  const body = { email, password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' };
  const response = await call(app, { method: 'POST', path: '/api/v1/auth/register', body });
  const registered = signedUp.parse(response.body);
  return { ...registered, email, bearer: bearerOf(registered.tokens.access_token) };
}

export async function logIn(app: App, email: string) {
  const response = await call(app, { method: 'POST', path: '/api/v1/auth/login', body: { email, password: PASSWORD } });
  return signedIn.parse(response.body);
}

export function bearerOf(accessToken: string): Headers {
  return { authorization: `Bearer ${accessToken}` };
}

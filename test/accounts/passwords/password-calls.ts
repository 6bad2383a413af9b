import { expect } from 'vitest';
import { tokenTo } from '../../support/accounts/account-mail.ts';
import { call, type Headers } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';

/** The app with which the tests of passwords speak. */
export const app = testApp();

/** A password that no new user has. */
export const NEW = 'staple battery horse';

/** Sends this to a path below `/api/v1`. */
export function post(path: string, body: unknown, headers: Headers = {}, by = app) {
  return call(by, { method: 'POST', path: `/api/v1/${path}`, body }, headers);
}

/** Who is signed in: 401 says that the session has ended. */
export function me(bearer: Headers) {
  return call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer);
}

/** With which status a login with this password ends. */
export async function statusOfLogin(email: string, password: string): Promise<number> {
  return (await post('auth/login', { email, password })).status;
}

/** Says that the password is forgotten. Gives the token of the link that is mailed. */
export async function forget(email: string): Promise<string> {
  expect((await post('auth/password/forgot', { email })).status).toBe(202);
  return tokenTo(email, 'new password');
}

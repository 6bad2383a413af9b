import { expect } from 'vitest';
import { z } from 'zod';
import type { App } from '../../../src/http/app-types.ts';
import { newId } from '../../../src/shared/ids.ts';
import { call } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import type { newBrowser, Person } from './browser.ts';

const refreshed = z.object({ tokens: z.object({ access_token: z.string() }) });

/** Somebody at the provider whom we do not know yet. */
export function newPerson(more: Partial<Person> = {}): Person {
  const name = newId(Date.now());
  return { name, email: `${name}@example.com`, ...more };
}

/** Who the session in the browser's cookie belongs to. */
export async function whoIs(app: App, browser: ReturnType<typeof newBrowser>) {
  const response = await browser.post('/api/v1/auth/refresh', { session: 'cookie' });
  const { tokens } = refreshed.parse(await response.json());
  const bearer = { authorization: `Bearer ${tokens.access_token}` };
  return { bearer, me: (await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer)).body };
}

/** The status of a page that says what did not work, and what it says. */
export async function codeOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  return `${response.status} ${(await response.text()).match(/This did not work|<p[^>]*>([^<]*)/)?.[0]}`;
}

/** Suspends the user with this address, which is in small letters. */
export async function suspend(email: string): Promise<void> {
  await testDatabase().sql.query(`UPDATE users SET status = 'suspended' WHERE lower(email) = $1`, [email]);
}

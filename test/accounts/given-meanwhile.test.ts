import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { assembleApp } from '../../src/assemble-app.ts';
import { createDependencies } from '../../src/dependencies.ts';
import { tokenTo } from '../support/accounts/account-mail.ts';
import { call, newUser } from '../support/api-client.ts';
import { testDatabase } from '../support/test-database.ts';

/** What happens between the moment a request was let in and the moment at which what it makes is stored. */
let meanwhile: () => Promise<unknown> = async () => undefined;
const deps = createDependencies({ ...env, REGISTRATION: 'open', PUBLIC_URL: 'https://flows.test' });
const { apiKeys, invitations } = deps;
const app = assembleApp({
  ...deps,
  apiKeys: {
    ...apiKeys,
    insert: async (...row) => {
      await meanwhile();
      await apiKeys.insert(...row);
    },
  },
  invitations: {
    ...invitations,
    create: async (creation) => {
      await meanwhile();
      return invitations.create(creation);
    },
  },
});
let stranger: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  meanwhile = async () => undefined;
  stranger = await newUser(app);
});

function post(path: string, body: unknown, headers = {}) {
  return call(app, { method: 'POST', path: `/api/v1/${path}`, body }, headers);
}

const MADE = {
  'an API key': ['api-keys', { name: 'k', scopes: ['workspace:read'] }],
  'a service key': ['api-keys', { name: 'k', scopes: ['workspace:read'], service_role: 'admin' }],
  'a link that invites': ['invitations', { type: 'link', role: 'admin' }],
  'an invitation by mail': ['invitations', { type: 'email', role: 'admin', email: 'friend@evil.example' }],
} as const;

const ENDS = {
  'the owner of the mailbox opens the link': async () => {
    const token = await tokenTo(stranger.email, 'Confirm your address');
    return (await post('auth/verify-email', { token })).status;
  },
  'the owner of the mailbox sets a new password': async () => {
    await post('auth/password/forgot', { email: stranger.email });
    const token = await tokenTo(stranger.email, 'new password');
    return (await post('auth/password/reset', { token, password: 'staple battery horse' })).status;
  },
  'the user logs out everywhere': async () => (await post('auth/logout-all', undefined, stranger.bearer)).status,
};

const cases = Object.entries(MADE).flatMap(([what, [path, body]]) =>
  Object.entries(ENDS).map(([how, end]) => ({ what, path, body, how, end })),
);

describe('what is being made while its session is ended', () => {
  it.each(cases)('is worth nothing: $what, as $how', async ({ path, body, end }) => {
    meanwhile = async () => expect(await end()).toBe(204);
    const made = await post(`workspaces/${stranger.workspace.id}/${path}`, body, stranger.bearer);
    expect([made.status, Object(made.body).code]).toEqual([401, 'auth.ended_meanwhile']);
    const table = path === 'api-keys' ? 'api_keys' : 'invitations';
    const rows = await testDatabase().sql.query(
      `SELECT revoked_at IS NOT NULL AS revoked FROM ${table} WHERE workspace_id = $1::uuid`,
      [stranger.workspace.id],
    );
    expect(rows).toEqual([{ revoked: true }]);
  });

  it.each(Object.entries(MADE))('is given while it lasts: %s', async (_what, [path, body]) => {
    expect((await post(`workspaces/${stranger.workspace.id}/${path}`, body, stranger.bearer)).status).toBe(201);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { call, type Headers, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { roundTripsOf } from '../support/test-database.ts';

const app = testApp();
let user: Awaited<ReturnType<typeof newUser>>;
let key: Headers;

beforeAll(async () => {
  user = await newUser(app);
  const path = `/api/v1/workspaces/${user.workspace.id}/api-keys`;
  const body = { name: 'k', scopes: ['workspace:read', 'variables:read'] };
  const made = await call(app, { method: 'POST', path, body }, user.bearer);
  key = { 'x-api-key': z.object({ key: z.string() }).parse(made.body).key };
});

/** How many round trips the answer to a GET of this status takes. */
function tripsOf(path: string, { headers, status }: { readonly headers: () => Headers; readonly status: number }) {
  return roundTripsOf(async () => expect((await call(app, { method: 'GET', path }, headers())).status).toBe(status));
}

const workspace = (rest = ''): string => `/api/v1/workspaces/${user.workspace.id}${rest}`;
const PROOFS = { 'an access token': () => user.bearer, 'an API key': () => key };

describe('authorisation', () => {
  it.each(Object.entries(PROOFS))(
    'by %s takes one round trip to the database, beside those of what is asked for',
    async (_proof, headers) => {
      expect(await tripsOf(workspace(), { headers, status: 200 })).toBe(2);
      expect(await tripsOf(workspace('/variables'), { headers, status: 200 })).toBe(2);
      expect(await tripsOf(workspace('/nothing'), { headers, status: 404 })).toBe(0);
    },
  );

  it('takes one where nothing else is asked for', async () => {
    expect(await tripsOf('/api/v1/credential-types', { headers: () => user.bearer, status: 200 })).toBe(1);
    expect(await tripsOf(workspace('/audit-logs'), { headers: () => key, status: 403 })).toBe(1);
  });

  it('takes none for what is no proof at all', async () => {
    expect(await tripsOf(workspace(), { headers: () => ({}), status: 401 })).toBe(0);
    expect(await tripsOf(workspace(), { headers: () => ({ authorization: 'Bearer e.y.J' }), status: 401 })).toBe(0);
    expect(await tripsOf(workspace(), { headers: () => ({ 'x-api-key': 'lf_mistyped' }), status: 401 })).toBe(0);
  });
});

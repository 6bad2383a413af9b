import { describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';

const app = testApp();
const path = '/api/v1/users/me';

describe('PATCH /users/me', () => {
  it('changes what is given and leaves the rest', async () => {
    const { bearer } = await newUser(app);
    const changed = await call(app, { method: 'PATCH', path, body: { first_name: ' Grace ' } }, bearer);
    expect(changed).toMatchObject({ status: 200, body: { first_name: 'Grace', last_name: 'Lovelace' } });
    expect((await call(app, { method: 'GET', path }, bearer)).body).toEqual(changed.body);
  });

  it('refuses an empty change, and fields that are not the user’s to change', async () => {
    const { bearer } = await newUser(app);
    for (const body of [{}, { email: 'other@example.com' }, { status: 'active' }, { mfa_enabled: true }]) {
      expect(await call(app, { method: 'PATCH', path, body }, bearer)).toMatchObject({
        status: 400,
        body: { code: 'input.invalid' },
      });
    }
  });

  it('is for signed-in users only', async () => {
    expect((await call(app, { method: 'PATCH', path, body: { first_name: 'x' } })).status).toBe(401);
  });
});

import { describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { call } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';

const app = testApp();

function post(path: string, body: unknown) {
  return call(app, { method: 'POST', path: `/api/v1/${path}`, body });
}

async function statusOfLogin(email: string, password: string): Promise<number> {
  return (await post('auth/login', { email, password })).status;
}

describe('a new password', () => {
  const refused = [
    ['1234567', 400, 'input.invalid'],
    ['😀'.repeat(7), 400, 'input.invalid'],
    ['x'.repeat(257), 400, 'input.invalid'],
    ['password1', 422, 'passwords.too_common'],
    ['PassWord1', 422, 'passwords.too_common'],
    ['ｐａｓｓｗｏｒｄ１', 422, 'passwords.too_common'],
    ['LinkFlow', 422, 'passwords.too_common'],
    ['Linkflow-2026!', 422, 'passwords.too_common'],
    ['workflowadmin1', 422, 'passwords.too_common'],
  ] as const;

  it.each(refused)('may not be %s', async (password, status, code) => {
    const email = `${newId(Date.now())}@example.com`;
    expect(await post('auth/register', { email, password })).toMatchObject({ status, body: { code } });
  });

  it.each(['password', '  Lovelace-Byron', 'ADA@MATHS.EXAMPLE.COM', 'ada lovelace-byron', 'Lovelace-Byron Ada'])(
    'may not be who sets it: %s',
    async (password) => {
      const body = { email: 'ada@maths.example.com', first_name: 'Ada', last_name: 'Lovelace-Byron', password };
      expect(await post('auth/register', body)).toMatchObject({ status: 422 });
    },
  );

  it.each(['x'.repeat(256), '😀'.repeat(8), 'aaaa aaa', '        ', 'linkflow runs at noon'])(
    'may be %s',
    async (password) => {
      const email = `${newId(Date.now())}@example.com`;
      expect((await post('auth/register', { email, password })).status).toBe(201);
      expect(await statusOfLogin(email, password)).toBe(200);
      expect(await statusOfLogin(email, password.slice(0, -2))).not.toBe(200);
    },
  );

  it('counts to its end, beyond the 72 bytes that bcrypt reads', async () => {
    const email = `${newId(Date.now())}@example.com`;
    await post('auth/register', { email, password: `${'x'.repeat(100)}a` });
    expect(await statusOfLogin(email, `${'x'.repeat(100)}b`)).toBe(401);
  });
});

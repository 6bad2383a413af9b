import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import { createAuthenticator } from '../../support/accounts/authenticator.ts';
import { addPasskey, appWithClock, userWithPasskey } from '../../support/accounts/factors.ts';
import { call, logIn, newUser } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';

const { app } = appWithClock();
const path = '/api/v1/users/me/passkeys';

describe('changing passkeys', () => {
  it('renames and removes one, and with the last factor the recovery codes go', async () => {
    const { bearer, passkeyId, email, user } = await userWithPasskey(app);
    const one = `${path}/${passkeyId}`;
    expect((await call(app, { method: 'PATCH', path: one, body: { name: ' Key ring ' } }, bearer)).status).toBe(204);
    expect((await call(app, { method: 'GET', path }, bearer)).body).toMatchObject({ data: [{ name: 'Key ring' }] });
    expect((await call(app, { method: 'DELETE', path: one }, bearer)).status).toBe(204);
    expect((await logIn(app, email)).user).toMatchObject({ mfa_enabled: false });
    const factors = await call(app, { method: 'GET', path: '/api/v1/users/me/factors' }, bearer);
    expect(factors.body).toEqual({ totp: null, passkeys: 0, recovery_codes_left: 0 });
    const rows = await testDatabase().orm.select().from(auditLogs).where(eq(auditLogs.user_id, user.id));
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['passkeys.added', 'passkeys.renamed', 'passkeys.removed']));
  });

  it('leaves no user with a factor asked for and none to show when all are removed at once', async () => {
    const { bearer, passkeyId, email } = await userWithPasskey(app);
    await addPasskey(app, bearer, await createAuthenticator());
    const { body } = await call(app, { method: 'GET', path }, bearer);
    const ids =
      JSON.stringify(body)
        .match(/"id":"[^"]+"/g)
        ?.map((text) => text.slice(6, -1)) ?? [];
    expect(ids).toContain(passkeyId);
    const removals = ids.map((id) => call(app, { method: 'DELETE', path: `${path}/${id}` }, bearer));
    expect((await Promise.all(removals)).map(({ status }) => status)).toEqual([204, 204]);
    expect((await logIn(app, email)).user).toMatchObject({ mfa_enabled: false });
  });

  it('finds none of another user', async () => {
    const [mine, theirs] = [await userWithPasskey(app), await newUser(app)];
    const one = `${path}/${mine.passkeyId}`;
    for (const change of [
      { method: 'PATCH', path: one, body: { name: 'x' } },
      { method: 'DELETE', path: one },
    ]) {
      expect(await call(app, change, theirs.bearer)).toMatchObject({
        status: 404,
        body: { code: 'passkeys.not_found' },
      });
    }
    expect((await call(app, { method: 'GET', path }, mine.bearer)).body).toMatchObject({ data: [{ name: 'Laptop' }] });
  });
});

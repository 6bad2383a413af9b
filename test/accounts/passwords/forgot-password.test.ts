import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { users } from '../../../src/accounts/accounts.table.ts';
import { accountLinks } from '../../../src/accounts/links/account-links.table.ts';
import { ATTEMPT_LIMITS } from '../../../src/attempts/attempt-limits.ts';
import { newId } from '../../../src/shared/ids.ts';
import { linksTo } from '../../support/accounts/account-mail.ts';
import { newUser } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { app, forget, post } from './password-calls.ts';

const { orm } = testDatabase();

describe('POST /auth/password/forgot', () => {
  it('answers the same, whether or not somebody has the email', async () => {
    const { email } = await newUser(app);
    const known = await post('auth/password/forgot', { email: ` ${email.toUpperCase()}` });
    const unknown = await post('auth/password/forgot', { email: `nobody-${newId(Date.now())}@example.com` });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(known.status).toBe(202);
    expect(await linksTo(email, 'new password')).toHaveLength(1);
  });

  it('sends nobody more than a few', async () => {
    const { email } = await newUser(app);
    const nobody = `nobody-${newId(Date.now())}@example.com`;
    const { max } = ATTEMPT_LIMITS['password.forgot'];
    for (const address of [email, nobody]) {
      const statuses: number[] = [];
      for (let count = 0; count <= max; count += 1)
        statuses.push((await post('auth/password/forgot', { email: address })).status);
      expect(statuses).toEqual([...Array.from({ length: max }, () => 202), 429]);
    }
    expect(await linksTo(email, 'new password')).toHaveLength(max);
  });

  it('does nothing for a suspended account', async () => {
    const { email, user } = await newUser(app);
    await orm.update(users).set({ status: 'suspended' }).where(eq(users.id, user.id));
    expect((await post('auth/password/forgot', { email })).status).toBe(202);
    expect(await linksTo(email, 'new password')).toEqual([]);
  });

  it('says 503 where no mail can be sent, to all alike', async () => {
    const silent = testApp({ env: { MAIL_OUTBOX: 'false' } });
    const { email } = await newUser(app);
    for (const address of [email, 'nobody@example.com']) {
      const answer = await post('auth/password/forgot', { email: address }, {}, silent);
      expect(answer).toMatchObject({ status: 503, body: { code: 'mail.not_configured' } });
    }
  });

  it('stores the link as a hash alone, and the mail until it is sent', async () => {
    const { email, user } = await newUser(app);
    const token = await forget(email);
    const rows = await orm.select().from(accountLinks).where(eq(accountLinks.user_id, user.id));
    expect(rows.filter(({ purpose }) => purpose === 'reset_password')).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

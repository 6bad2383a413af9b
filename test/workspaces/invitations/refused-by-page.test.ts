import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newUser, PASSWORD } from '../../support/api-client.ts';
import { accessibilityFaults } from '../../support/pages/accessibility.ts';
import { readPage } from '../../support/pages/html-form.ts';
import { forgetInvitations, newWorkspace, type Person, roleOf, verifyEmail } from '../support.ts';
import { app, invitingBy, signIn, usesOf, visitor } from './page-visitor.ts';

let ada: Person;
let bob: Person;
let path: string;
const { mailed, linked } = invitingBy(() => ({ path, ada }));

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  await forgetInvitations();
  path = await newWorkspace(ada);
});

const roleOfBob = () => roleOf(app, path, bob.bearer);

describe('what the page refuses', () => {
  it.each([
    ['a wrong password', { action: 'sign_in', email: 'nobody@example.com', password: 'not that one' }, 401],
    ['an address that is none', { action: 'sign_in', email: 'nobody', password: PASSWORD }, 422],
    ['a password that is too short', { action: 'register', email: 'new@example.com', password: 'short' }, 422],
    ['a password that is tried first', { action: 'register', email: 'new@example.com', password: 'password1' }, 422],
    ['no session', { action: 'accept' }, 401],
    ['nothing', {}, 422],
    ['another action', { action: 'delete' }, 422],
  ])('shows what is wrong with %s, and uses nothing up', async (_name, fields, status) => {
    const to = await linked();
    const answer = await visitor().take(to, { ...fields });
    expect(answer.status).toBe(status);
    expect(readPage(answer.html).text('.fault')).not.toBe('');
    expect(accessibilityFaults(answer.html)).toEqual([]);
    expect(await usesOf(path)).toEqual([{ uses: 0, revoked_at: null }]);
  });

  it('is of no use to another account, and does not say whose it is', async () => {
    const eve = await newUser(app);
    await verifyEmail(eve);
    const { status, html } = await visitor().take(await mailed(bob.email), signIn(eve));
    expect([status, readPage(html).text('.fault')]).toEqual([
      403,
      'This invitation was sent to another email address.',
    ]);
    expect(html).not.toContain(bob.email);
    expect(await roleOf(app, path, eve.bearer)).toBeNull();
  });

  it.each(['https://evil.example', 'null', ''])('takes no form of another page (%s)', async (origin) => {
    const { browser, send } = visitor();
    const to = await linked();
    await browser.post('/api/v1/auth/login', { email: bob.email, password: PASSWORD, session: 'cookie' });
    for (const fields of [{ action: 'accept' }, signIn(bob)]) {
      const answer = await send(to, fields, origin);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    }
    expect(await roleOfBob()).toBeNull();
  });

  it('takes no form that is too large', async () => {
    const to = await linked();
    expect((await visitor().take(to, { action: 'accept', more: 'x'.repeat(20_000) })).status).toBe(413);
  });
});

import { describe, expect, it } from 'vitest';
import { tokenTo } from '../../support/accounts/account-mail.ts';
import { call, newUser } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { appWithProviders, newBrowser } from './browser.ts';
import { codeOf, newPerson, suspend, whoIs } from './people.ts';

const app = appWithProviders();

async function usersWith(email: string): Promise<number> {
  return (await testDatabase().sql.query('SELECT 1 FROM users WHERE lower(email) = lower($1)', [email])).length;
}

describe('signing in with a provider', () => {
  it('registers who comes first, signs in who comes again, and lands where they wanted', async () => {
    const person = newPerson();
    const first = newBrowser(app);
    const landed = await first.signIn(person, { query: '?return_to=/workflows?a=1' });
    expect([landed.status, landed.headers.get('location')]).toEqual([303, '/workflows?a=1']);
    const { me } = await whoIs(app, first);
    expect(me).toMatchObject({ email: person.email, email_verified: true, first_name: 'Ada', last_name: 'Lovelace' });
    const again = newBrowser(app);
    await again.signIn(person);
    expect((await whoIs(app, again)).me).toEqual(me);
    expect(await usersWith(person.email)).toBe(1);
  });

  it('knows people by issuer and subject, whatever their address is by then', async () => {
    const person = newPerson();
    const browser = newBrowser(app);
    await browser.signIn(person);
    const { me } = await whoIs(app, browser);
    await testDatabase().sql.query('UPDATE users SET email = $1 WHERE lower(email) = $2', [
      `new-${person.email}`,
      person.email,
    ]);
    await browser.signIn(person);
    expect((await whoIs(app, browser)).me).toMatchObject({ id: Object(me).id, email: `new-${person.email}` });
  });

  it('makes one account of two who come at once', async () => {
    const person = newPerson();
    const answers = await Promise.all([newBrowser(app).signIn(person), newBrowser(app).signIn(person)]);
    expect(answers.some(({ status }) => status === 303)).toBe(true);
    expect(await usersWith(person.email)).toBe(1);
    expect((await newBrowser(app).signIn(person)).status).toBe(303);
  });

  it('takes no address that the provider has not verified', async () => {
    const person = newPerson({ verified: false });
    const answer = await newBrowser(app).signIn(person);
    expect(await codeOf(answer)).toMatch(/^403/);
    expect(await usersWith(person.email)).toBe(0);
  });

  it('makes way for who has an address for which somebody registered and never opened the link', async () => {
    const person = newPerson();
    const waiting = testApp({ env: { REGISTRATION: 'verified' } });
    const body = { email: person.email, password: 'of a squatter first' };
    await call(waiting, { method: 'POST', path: '/api/v1/auth/register', body });
    expect((await newBrowser(app).signIn(person)).status).toBe(303);
    const token = await tokenTo(person.email, 'Confirm your address');
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/verify-email', body: { token } })).status).toBe(410);
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/login', body })).status).toBe(401);
  });

  it('takes no account over because of its address', async () => {
    const user = await newUser(app);
    const browser = newBrowser(app);
    expect(await codeOf(await browser.signIn(newPerson({ email: user.email })))).toMatch(/^409/);
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(false);
  });

  it('says so where the person breaks off, the provider is unknown, or away', async () => {
    const browser = newBrowser(app);
    expect(await codeOf(await browser.get(await browser.consent(await browser.begin(), 'cancel')))).toMatch(/^403/);
    expect(await codeOf(await browser.get('/auth/sign-in/nobody'))).toMatch(/^404/);
    expect(await codeOf(await browser.get('/auth/sign-in/gone'))).toMatch(/^503/);
  });

  it('lets no suspended user in', async () => {
    const person = newPerson();
    await newBrowser(app).signIn(person);
    await suspend(person.email);
    expect(await codeOf(await newBrowser(app).signIn(person))).toMatch(/^401/);
  });
});

it('lists the providers without their secrets', async () => {
  const { body } = await call(app, { method: 'GET', path: '/api/v1/auth/providers' });
  expect(body).toMatchObject({ data: [{ id: 'corp', name: 'Corp', sign_in_path: '/auth/sign-in/corp' }, {}, {}] });
  expect(JSON.stringify(body)).not.toContain('secret');
});

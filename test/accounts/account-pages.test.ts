import { describe, expect, it } from 'vitest';
import { linksTo } from '../support/accounts/account-mail.ts';
import { call, newUser, PASSWORD } from '../support/api-client.ts';
import { accessibilityFaults } from '../support/pages/accessibility.ts';
import { readPage } from '../support/pages/html-form.ts';
import { testApp } from '../support/test-app.ts';

const app = testApp();
const NEW = 'staple battery horse';

function send(path: string, password: string) {
  return app.request(path, { method: 'POST', body: new URLSearchParams({ password }) });
}

function logIn(email: string, password: string) {
  return call(app, { method: 'POST', path: '/api/v1/auth/login', body: { email, password } });
}

async function resetLink(email: string): Promise<string> {
  await call(app, { method: 'POST', path: '/api/v1/auth/password/forgot', body: { email } });
  return (await linksTo(email, 'new password'))[0] ?? '';
}

describe('the page that confirms an address', () => {
  it('confirms by its button alone: programs that look into mails open each link', async () => {
    const { email } = await newUser(app);
    const [link = ''] = await linksTo(email, 'Confirm your address');
    for (const method of ['GET', 'GET', 'HEAD']) expect((await app.request(link, { method })).status).toBe(200);
    const page = await app.request(link);
    const html = await page.text();
    expect(accessibilityFaults(html)).toEqual([]);
    expect(readPage(html).all('form[method=post] button')).toHaveLength(1);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await app.request(link, { method: 'POST' })).status).toBe(200);
    expect((await logIn(email, PASSWORD)).body).toMatchObject({ user: { email_verified: true } });
  });

  it('says that a link was used', async () => {
    const { email } = await newUser(app);
    const [link = ''] = await linksTo(email, 'Confirm your address');
    await app.request(link, { method: 'POST' });
    for (const method of ['GET', 'POST']) {
      const answer = await app.request(link, { method });
      expect(answer.status).toBe(410);
      expect(answer.headers.get('content-type')).toContain('text/html');
    }
  });
});

describe('the page for a new password', () => {
  it('sets it', async () => {
    const { email } = await newUser(app);
    const link = await resetLink(email);
    const html = await (await app.request(link)).text();
    expect(accessibilityFaults(html)).toEqual([]);
    expect((await send(link, NEW)).status).toBe(200);
    expect((await logIn(email, NEW)).status).toBe(200);
    expect((await send(link, PASSWORD)).status).toBe(410);
  });

  it.each(['short', 'password1', ''])('shows what is wrong with "%s", and goes on', async (password) => {
    const { email } = await newUser(app);
    const link = await resetLink(email);
    const answer = await send(link, password);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(accessibilityFaults(html)).toEqual([]);
    expect(readPage(html).text('#fault')).not.toBe('');
    expect(readPage(html).one('#password')?.attribs['aria-invalid']).toBe('true');
    expect((await send(link, NEW)).status).toBe(200);
  });

  it('takes no form that is too large, and none for another link', async () => {
    const { email } = await newUser(app);
    const link = await resetLink(email);
    expect((await send(link, 'x'.repeat(20_000))).status).toBe(413);
    expect((await send('/account/reset-password/unknown', NEW)).status).toBe(410);
    const [confirming = ''] = await linksTo(email, 'Confirm your address');
    expect((await send(confirming.replace('verify-email', 'reset-password'), NEW)).status).toBe(410);
  });
});

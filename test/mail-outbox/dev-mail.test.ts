import { describe, expect, it } from 'vitest';
import { keepMail } from '../../src/mail-outbox/keep-mail.ts';
import { createMailOutboxRepository } from '../../src/mail-outbox/mail-outbox.repository.ts';
import { newId } from '../../src/shared/ids.ts';
import { newUser } from '../support/api-client.ts';
import { accessibilityFaults } from '../support/pages/accessibility.ts';
import { readPage } from '../support/pages/html-form.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp({ env: { PUBLIC_URL: 'https://flows.example.com' } });

function get(path: string, by = app) {
  return by.request(path);
}

/** Keeps a mail with this HTML; gives its path on the page. */
async function keep(html: string): Promise<string> {
  const id = newId(Date.now());
  const person = { email: 'a@example.com', name: '<b>Ada</b>' };
  const people = { from: person, to: [person], cc: [], bcc: [], reply_to: [] };
  const mail = { ...people, subject: '<i>Hi</i>', text: 'https://x.example/?a=1&b=<2>', html, attachments: [] };
  const deps = { mails: createMailOutboxRepository(testDatabase()), now: Date.now, ids: () => id };
  await keepMail(deps, { workspaceId: null, executionId: null, idempotencyKey: id, mail });
  return `/dev/mail/${id}`;
}

describe('GET /dev/mail', () => {
  it('shows the mails that were kept, newest first, and each on a page of its own', async () => {
    const { email } = await newUser(app);
    const list = await (await get('/dev/mail')).text();
    expect(accessibilityFaults(list)).toEqual([]);
    expect(list).toContain(email);
    const path = readPage(list).all('dd a')[0]?.attribs.href ?? '';
    const mail = await (await get(path)).text();
    expect(accessibilityFaults(mail)).toEqual([]);
    expect(readPage(mail).all('.message a')[0]?.attribs.href).toMatch(
      /^https:\/\/flows\.example\.com\/account\/verify-email\//,
    );
  });

  it('escapes all that mails hold', async () => {
    const page = await (await get(await keep('<p>Hello</p>'))).text();
    expect(page).not.toMatch(/<i>|<b>|<2>/);
    expect(readPage(page).text('h1')).toBe('<i>Hi</i>');
  });

  it('shows HTML in a frame that may do nothing', async () => {
    const path = await keep('<script>alert(1)</script><p>Hello</p>');
    const page = await get(path);
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const [frame] = readPage(await page.text()).all('iframe');
    expect(frame?.attribs).toMatchObject({ sandbox: '', src: `${path}/html` });
    const html = await get(`${path}/html`);
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(await html.text()).toContain('<p>Hello</p>');
  });

  it.each(['/dev/mail/no-uuid', `/dev/mail/${newId(Date.now())}`, `/dev/mail/${newId(Date.now())}/html`])(
    'is 404 for %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('is there only where mails are kept', async () => {
    const path = await keep('<p>Hello</p>');
    const production = testApp({ env: { MAIL_OUTBOX: 'false' } });
    for (const one of ['/dev/mail', path, `${path}/html`]) expect((await get(one, production)).status).toBe(404);
  });

  it('is only for who calls this machine by its own name: no other site can have its name lead here and read', async () => {
    for (const host of ['http://evil.example:8787', 'http://localhost.evil.example', 'http://10.0.0.1']) {
      expect((await get(`${host}/dev/mail`)).status, host).toBe(404);
    }
    for (const host of [
      'http://localhost:8787',
      'http://127.0.0.1:8787',
      'http://[::1]',
      'https://flows.example.com',
    ]) {
      expect((await get(`${host}/dev/mail`)).status, host).toBe(200);
    }
  });
});

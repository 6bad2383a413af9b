import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../../support/api-client.ts';
import { accessibilityFaults } from '../../support/pages/accessibility.ts';
import { readPage } from '../../support/pages/html-form.ts';
import { testDatabase } from '../../support/test-database.ts';
import { forgetInvitations, idIn, newWorkspace, type Person, verifyEmail } from '../support.ts';
import { app, invitingBy, signIn, usesOf, visitor } from './page-visitor.ts';

const { sql } = testDatabase();

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

describe('the page to which the link of an invitation leads', () => {
  it('shows what is offered, and uses nothing up: programs that look into mails open each link', async () => {
    const to = await mailed(bob.email);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await app.request(to, { method })).status).toBe(200);
    const response = await app.request(to);
    const html = await response.text();
    expect(accessibilityFaults(html)).toEqual([]);
    expect(readPage(html).text('main')).toContain('Ada Lovelace into the workspace "Engines" as member');
    expect(html).not.toContain(bob.email);
    expect(html).not.toContain('<script');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(await usesOf(path)).toEqual([{ uses: 0, revoked_at: null }]);
  });

  it('shows names as texts, whatever is in them', async () => {
    const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
    await call(app, { method: 'PATCH', path, body: { name: evil } }, ada.bearer);
    await call(app, { method: 'PATCH', path: '/api/v1/users/me', body: { last_name: '<b>Bold</b>' } }, ada.bearer);
    const to = await linked();
    const joined = await visitor().take(to, signIn(bob));
    await call(app, { method: 'PATCH', path: '/api/v1/users/me', body: { last_name: 'Lovelace' } }, ada.bearer);
    for (const html of [await (await app.request(await linked())).text(), joined.html]) {
      expect(readPage(html).all('script, img, b')).toEqual([]);
      expect(readPage(html).text('main')).toContain(evil);
    }
  });

  it.each([
    ['unknown', async () => '/invitations/lfi_unknown'],
    [
      'used',
      async () => {
        const to = await linked({ max_uses: 1 });
        await visitor().take(to, signIn(bob));
        return to;
      },
    ],
    [
      'revoked',
      async () => {
        const to = await linked();
        await sql.query('UPDATE invitations SET revoked_at = now() WHERE workspace_id = $1::uuid', [idIn(path)]);
        return to;
      },
    ],
    [
      'expired',
      async () => {
        const to = await linked();
        await sql.query('UPDATE invitations SET expires_at = now() WHERE workspace_id = $1::uuid', [idIn(path)]);
        return to;
      },
    ],
    [
      'from somebody who may not invite any more',
      async () => {
        const to = await linked();
        await sql.query(`UPDATE workspace_members SET role = 'viewer' WHERE workspace_id = $1::uuid`, [idIn(path)]);
        return to;
      },
    ],
  ])('says that an invitation does not count that is %s', async (_name, make) => {
    const to = await make();
    const { browser, take } = visitor();
    for (const { status, html } of [
      { status: (await app.request(to)).status, html: await (await app.request(to)).text() },
      await take(to, signIn(bob)),
    ]) {
      expect(status).toBe(404);
      expect(html).toContain('This invitation does not count');
      expect(html).not.toContain('Engines');
    }
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(false);
  });
});

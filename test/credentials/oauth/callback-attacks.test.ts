import { beforeAll, describe, expect, it, vi } from 'vitest';
import { call } from '../../support/api-client.ts';
import { PATIENCE } from '../../support/executions.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { CALLBACK, type Connecting, connecting, consent, newBrowser, PUBLIC_URL, show, start } from './connecting.ts';

let made: Connecting;

beforeAll(async () => {
  made = await connecting();
});

async function statusOf(of: Connecting) {
  return JSON.stringify(await show(of)).match(/"status":"(\w+)"/)?.[1];
}

async function connectionOf({ id }: Connecting): Promise<unknown> {
  const [row] = await testDatabase().sql.query('SELECT connection FROM credentials WHERE id = $1::uuid', [id]);
  return row?.connection;
}

describe('the callback', () => {
  it('takes a state once', async () => {
    const back = await consent(made);
    const first = await made.browser.open(back);
    const again = await made.browser.open(back);
    expect([first.status, again.status]).toEqual([200, 400]);
  });

  it('takes one of two answers at once', async () => {
    const back = await consent(made);
    const pages = await Promise.all([made.browser.open(back), made.browser.open(back)]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it.each([
    ['no parameters', ''],
    ['no state', '?code=c'],
    ['a state of nobody', '?code=c&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['two states', '?code=c&state=a&state=b'],
    ['an error of nobody', '?error=access_denied&error_description=%3Cscript%3E'],
    ['a state that is no text of ours', `?code=c&state=${'%00'.repeat(50)}`],
  ])('refuses %s', async (_what, query) => {
    const page = await made.browser.open(`${CALLBACK}${query}`);
    expect([page.status, page.text.includes('<script')]).toEqual([400, false]);
  });

  it('refuses a state that is ten minutes old', async () => {
    const back = await consent(made);
    const late = testApp({ env: { PUBLIC_URL }, now: () => Date.now() + 10 * 60 * 1000 });
    const { pathname, search } = new URL(back);
    const response = await late.request(pathname + search, { headers: made.browser.cookie() });
    expect(response.status).toBe(400);
  });

  it.each([
    ['another issuer (mix-up)', (back: URL) => back.searchParams.set('iss', 'https://honest.test')],
    ['two issuers', (back: URL) => (back.search += '&iss=a&iss=b')],
    ['two codes', (back: URL) => back.searchParams.append('code', 'another')],
    ['no code', (back: URL) => back.searchParams.delete('code')],
    ['an empty code', (back: URL) => back.searchParams.set('code', '')],
    ['the code of somebody else', (back: URL) => back.searchParams.set('code', 'injected')],
    ['a JWT instead', (back: URL) => back.searchParams.set('response', 'a.b.c')],
  ])('refuses %s', async (_what, change) => {
    const mine = await connecting();
    const back = new URL(await consent(mine));
    change(back);
    expect((await mine.browser.open(back.href)).status).toBe(400);
    expect(await statusOf(mine)).toBe('not_connected');
  });

  it('refuses a code that was got with another verifier', async () => {
    const [mine, theirs] = [await connecting(), await connecting()];
    await theirs.provider.setup({});
    const stolen = new URL(await consent(mine)).searchParams.get('code') ?? '';
    const { authorization_url } = await start(mine);
    const page = await mine.browser.open(authorization_url);
    const state = new URL(page.headers.get('location') ?? '').searchParams.get('state');
    const injected = await mine.browser.open(`${CALLBACK}?code=${stolen}&state=${state}`);
    expect([injected.status, injected.text]).toEqual([400, expect.stringContaining('invalid_grant')]);
  });

  it('takes the issuer that the credential names, and no other of the same origin', async () => {
    const issuer = 'https://issuer.test/tenant';
    const right = await connecting({ setup: { issuer }, data: { issuer } });
    expect((await right.browser.open(await consent(right))).status).toBe(200);
    const wrong = await connecting({ setup: { issuer: `${issuer}-2` }, data: { issuer } });
    expect((await wrong.browser.open(await consent(wrong))).status).toBe(400);
  });

  it('refuses when the credential was pointed elsewhere meanwhile: no code goes to another server', async () => {
    const [mine, other] = [await connecting(), await connecting()];
    const back = await consent(mine);
    const body = { data: other.provider.data };
    await call(mine.app, { method: 'PATCH', path: mine.path, body }, mine.user.bearer);
    expect((await mine.browser.open(back)).status).toBe(409);
    expect(await other.provider.asked()).toEqual([]);
  });

  /** What takes the right away from whoever has begun to connect. `$1`: the workspace. */
  it.each([
    ['was made a viewer', `UPDATE workspace_members SET role = 'viewer' WHERE workspace_id = $1::uuid`],
    ['was removed', 'DELETE FROM workspace_members WHERE workspace_id = $1::uuid'],
    [
      'is suspended',
      `UPDATE users SET status = 'suspended' WHERE id = (SELECT owner_id FROM workspaces WHERE id = $1::uuid)`,
    ],
    [
      'lacks a factor that is wanted now',
      `UPDATE workspaces SET settings = '{"mfa_required":true}' WHERE id = $1::uuid`,
    ],
    ['has a workspace that is to be deleted', 'UPDATE workspaces SET deleted_at = now() WHERE id = $1::uuid'],
    [
      'has less than the role that the credential is shared with now',
      `WITH c AS (UPDATE credentials SET min_role = 'admin' WHERE workspace_id = $1::uuid)
       UPDATE workspace_members SET role = 'member' WHERE workspace_id = $1::uuid`,
    ],
  ])('refuses whoever %s since, before the code goes out', async (_what, change) => {
    const mine = await connecting({ alone: true });
    const back = await consent(mine);
    await testDatabase().sql.query(change, [mine.workspace]);
    expect((await mine.browser.open(back)).status).toBe(403);
    expect((await mine.provider.asked()).filter(({ grant_type }) => grant_type !== undefined)).toEqual([]);
    expect(await connectionOf(mine)).toBe('not_connected');
  });

  it('refuses whoever logged out since', async () => {
    const gone = await connecting({ alone: true });
    const later = await consent(gone);
    await call(gone.app, { method: 'POST', path: '/api/v1/auth/logout' }, gone.user.bearer);
    expect((await gone.browser.open(later)).status).toBe(403);
  });

  it('refuses whoever loses the right while the provider thinks', async () => {
    const mine = await connecting({ alone: true, setup: { mode: 'hold' } });
    const back = await consent(mine);
    const page = mine.browser.open(back);
    await vi.waitFor(async () => {
      const asked = await mine.provider.asked();
      expect(asked.some(({ grant_type }) => grant_type === 'authorization_code')).toBe(true);
    }, PATIENCE);
    await testDatabase().sql.query(`UPDATE workspace_members SET role = 'viewer' WHERE workspace_id = $1::uuid`, [
      mine.workspace,
    ]);
    await mine.provider.setup({ mode: 'none' });
    expect((await page).status).toBe(403);
    expect(await connectionOf(mine)).toBe('not_connected');
  });
});

describe('what the token endpoint may answer', () => {
  it.each(['html', 'linebreak', 'flood', 'redirect', 'refuse', 'repeat', 'away'])(
    '%s: nothing is stored, and the page says so',
    async (mode) => {
      const mine = await connecting({ setup: { mode } });
      const page = await mine.browser.open(await consent(mine));
      expect([page.status, page.text]).toEqual([400, expect.stringContaining('gave no tokens')]);
      expect(page.text).not.toContain(mine.provider.data.client_secret);
      expect(await statusOf(mine)).toBe('not_connected');
    },
  );

  it('never reaches a private network', async () => {
    const mine = await connecting({ data: { token_url: 'https://10.0.0.1/token' } });
    const page = await mine.browser.open(await consent(mine));
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('not on the public internet')]);
  });
});

describe('the address to begin with', () => {
  it.each(['nothing', 'a'.repeat(43), '%00', '..%2f..%2fcallback'])('knows no ticket %s', async (ticket) => {
    const page = await newBrowser().open(`${PUBLIC_URL}/oauth/connect/${ticket}`);
    expect([page.status, page.headers.get('location')]).toEqual([404, null]);
  });

  it('leads only to the endpoint of the credential, whatever the address says', async () => {
    const { authorization_url } = await start(made);
    const page = await made.browser.open(`${authorization_url}?redirect_uri=https://evil.test&next=//evil.test`);
    const location = new URL(page.headers.get('location') ?? '');
    expect(location.href).toContain(made.provider.corner);
    expect(location.searchParams.get('redirect_uri')).toBe(CALLBACK);
  });
});

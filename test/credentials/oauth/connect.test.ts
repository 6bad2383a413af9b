import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { credentials } from '../../../src/credentials/credentials.table.ts';
import { call } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import { connect, connecting, consent, consentAt, newBrowser, show, start } from './connecting.ts';

describe('connecting a credential', () => {
  it('leads to the provider and back, and stores the tokens sealed', async () => {
    const made = await connecting();
    expect(await show(made)).toMatchObject({ connection: { status: 'not_connected', connected_at: null } });
    const page = await connect(made);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('You may close this window')]);
    const shown = await show(made);
    expect(shown).toMatchObject({
      connection: { status: 'connected', scope: 'read', connected_by: made.user.user.id, reason: null },
    });
    const [row] = await testDatabase().orm.select().from(credentials).where(eq(credentials.id, made.id));
    expect(row?.tokens).toBeTruthy();
    expect(JSON.stringify([row, shown])).not.toMatch(/at-|rt-/);
  });

  it('asks with PKCE, a state and the one redirect URI, and proves the client at the exchange', async () => {
    const made = await connecting({ data: { scopes: ['read', 'write'], authorization_params: { prompt: 'consent' } } });
    await connect(made);
    const [asked, exchanged] = await made.provider.asked();
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'client',
      redirect_uri: 'https://flows.test/oauth/callback',
      scope: 'read write',
      prompt: 'consent',
      code_challenge_method: 'S256',
    });
    expect(asked?.state).toMatch(/^[\w-]{43}$/);
    expect(exchanged).toMatchObject({ grant_type: 'authorization_code', client_secret: 's3cret-of-the-client' });
    expect(exchanged?.code_verifier).toMatch(/^[\w-]{43}$/);
  });

  it('sets a cookie that no script and no other host can touch', async () => {
    const { reply } = await start(await connecting());
    expect(reply.headers.get('set-cookie')).toMatch(
      /^__Host-linkflow-oauth=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('ends on a page that may run one script and be framed by nobody', async () => {
    const { headers, text } = await connect(await connecting());
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'.*script-src 'sha256-[\w+/]+=*'$/);
    expect(text).not.toContain('opener');
  });

  it('is written to the audit log, without a token', async () => {
    const made = await connecting();
    await connect(made);
    const path = `/api/v1/workspaces/${made.workspace}/audit-logs?target_id=${made.id}`;
    const { body } = await call(made.app, { method: 'GET', path }, made.user.bearer);
    expect(JSON.stringify(body)).toMatch(/credentials\.connected.*credentials\.connect_requested/s);
    expect(JSON.stringify(body)).not.toMatch(/at-|rt-|s3cret/);
  });

  it('needs a session: an API key cannot consent', async () => {
    const { app, user, path, workspace } = await connecting();
    const key = { name: 'K', scopes: ['credentials:write'] };
    const keys = `/api/v1/workspaces/${workspace}/api-keys`;
    const made = await call(app, { method: 'POST', path: keys, body: key }, user.bearer);
    const secret = JSON.stringify(made.body).match(/"key":"([\w-]+)"/)?.[1] ?? '';
    const reply = await call(app, { method: 'POST', path: `${path}/connect` }, { 'x-api-key': secret });
    expect([reply.status, reply.body]).toEqual([403, expect.objectContaining({ code: 'credentials.person_required' })]);
  });

  it('is for credentials that get their tokens by consent', async () => {
    const { app, user, path } = await connecting();
    const body = { name: 'B', type: 'bearer', data: { token: 'very-secret' }, allowed_hosts: ['api.example.com'] };
    const list = path.slice(0, path.lastIndexOf('/'));
    const { body: made } = await call(app, { method: 'POST', path: list, body }, user.bearer);
    const id = JSON.stringify(made).match(/"id":"([\w-]+)"/)?.[1] ?? '';
    const reply = await call(app, { method: 'POST', path: `${list}/${id}/connect` }, user.bearer);
    expect(reply.body).toMatchObject({ status: 422, code: 'credentials.not_connectable' });
  });

  it('says plainly that access was not granted', async () => {
    const made = await connecting({ setup: { mode: 'denied' } });
    const page = await connect(made);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('Access was not granted')]);
    expect(await show(made)).toMatchObject({ connection: { status: 'not_connected' } });
  });

  it('forgets the tokens when the data are replaced', async () => {
    const made = await connecting();
    await connect(made);
    const body = { data: { ...made.provider.data, scopes: ['more'] } };
    const reply = await call(made.app, { method: 'PATCH', path: made.path, body }, made.user.bearer);
    expect(reply.body).toMatchObject({ connection: { status: 'not_connected', expires_at: null } });
    const [row] = await testDatabase().orm.select().from(credentials).where(eq(credentials.id, made.id));
    expect(row?.tokens).toBeNull();
  });
});

describe('another browser than the one that began', () => {
  it('is asked before it goes on, and told who asks', async () => {
    const made = await connecting();
    const { authorization_url } = await start(made);
    const other = newBrowser();
    const page = await other.open(authorization_url);
    expect(page.status).toBe(200);
    expect(page.text).toContain(made.user.email);
    expect(await made.provider.asked()).toEqual([]);
    const confirmed = await other.open(authorization_url, {
      method: 'POST',
      headers: { origin: 'https://flows.test' },
    });
    expect(confirmed.status).toBe(303);
    const done = await other.open(await consentAt(confirmed.headers.get('location')));
    expect(done.status).toBe(200);
  });

  it.each([
    [['127.0.0.1'], 'Access goes to</dt><dd>127.0.0.1</dd>'],
    [['*'], 'Access goes to</dt><dd>any host: nothing limits it</dd>'],
  ])('is told where access goes: %j', async (allowed_hosts, words) => {
    const made = await connecting();
    const body = { allowed_hosts, data: made.provider.data };
    await call(made.app, { method: 'PATCH', path: made.path, body }, made.user.bearer);
    const { authorization_url } = await start(made);
    expect((await newBrowser().open(authorization_url)).text).toContain(words);
  });

  it.each(['https://evil.test', 'null', ''])('goes on with no form from %j', async (origin) => {
    const made = await connecting();
    const { authorization_url } = await start(made);
    const headers = origin === '' ? {} : { origin };
    const page = await newBrowser().open(authorization_url, { method: 'POST', headers });
    expect([page.status, page.headers.get('location')]).toEqual([403, null]);
  });

  it('cannot finish: a state that was swapped between two browsers is refused', async () => {
    const mine = await connecting();
    const theirs = await connecting();
    await start(theirs);
    const back = await consent(mine);
    expect((await theirs.browser.open(back)).status).toBe(400);
    expect((await newBrowser().open(back)).status).toBe(400);
    expect(await show(mine)).toMatchObject({ connection: { status: 'not_connected' } });
    expect((await mine.browser.open(back)).status).toBe(200);
  });
});

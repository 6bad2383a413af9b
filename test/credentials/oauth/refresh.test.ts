import { env } from 'cloudflare:workers';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import { tokensPurpose } from '../../../src/credentials/credential-data.ts';
import { credentials } from '../../../src/credentials/credentials.table.ts';
import { readTokens } from '../../../src/credentials/oauth/sealed-tokens.ts';
import { createDependencies } from '../../../src/dependencies.ts';
import { call } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import { type Connecting, connect, connected, connecting, show } from './connecting.ts';

const { orm } = testDatabase();
const load = createDependencies(env).intake.services.credential;

/** The credential as a node gets it. */
async function token({ workspace, id }: Connecting): Promise<string> {
  return String((await load(workspace, id))?.data.access_token);
}

/** A connected credential whose access token ends within the minute; those that follow last for an hour. */
async function expiring(): Promise<Connecting> {
  const made = await connected({ setup: { expires_in: 30 } });
  await made.provider.setup({ expires_in: 3600 });
  return made;
}

async function rowOf({ id }: Connecting) {
  const [row] = await orm.select().from(credentials).where(eq(credentials.id, id));
  return row;
}

function withLease({ id }: Connecting, seconds: number) {
  const until = sql`now() + make_interval(secs => ${seconds}::int)`;
  return orm.update(credentials).set({ refresh_lease: id, refresh_lease_until: until }).where(eq(credentials.id, id));
}

describe('a connected credential', () => {
  it('gives its access token, and nothing else of what is stored', async () => {
    const made = await connected();
    const credential = await load(made.workspace, made.id);
    expect(Object.keys(credential?.data ?? {})).toEqual(['access_token']);
    expect(await made.provider.api(await token(made))).toBe(200);
    expect(await made.provider.refreshes()).toBe(0);
  });

  it('is not usable before somebody has consented', async () => {
    const made = await connecting();
    await expect(load(made.workspace, made.id)).rejects.toMatchObject({ code: 'credentials.not_connected' });
  });

  it('gives nothing to another workspace', async () => {
    const [made, other] = [await connected(), await connecting({ alone: true })];
    expect(await load(other.workspace, made.id)).toBeNull();
  });

  it('opens no tokens of another credential', async () => {
    const [made, other] = [await connected(), await connected()];
    const stolen = (await rowOf(other))?.tokens ?? null;
    await orm.update(credentials).set({ tokens: stolen }).where(eq(credentials.id, made.id));
    await expect(load(made.workspace, made.id)).rejects.toMatchObject({ code: 'vault.unreadable' });
  });
});

describe('a token that ends soon', () => {
  it('is renewed once for twenty that want it at once, and everybody gets the new one', async () => {
    const made = await expiring();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => token(made)));
    expect(await made.provider.refreshes()).toBe(1);
    expect(new Set(tokens).size).toBe(1);
    expect(await made.provider.api(tokens[0] ?? '')).toBe(200);
    expect(await show(made)).toMatchObject({ connection: { status: 'connected' } });
  });

  it('is renewed again and again with the rotated refresh token', async () => {
    const made = await connected({ setup: { expires_in: 30 } });
    for (let round = 0; round < 3; round += 1) expect(await made.provider.api(await token(made))).toBe(200);
    expect(await made.provider.refreshes()).toBe(3);
  });

  it('still does while the provider is away', async () => {
    const made = await expiring();
    await made.provider.setup({ mode: 'away' });
    expect(await made.provider.api(await token(made))).toBe(200);
    await made.provider.setup({ mode: 'none' });
    expect(await made.provider.api(await token(made))).toBe(200);
    expect(await made.provider.refreshes()).toBe(2);
  });

  it('waits for somebody else who renews it, and takes over when their lease is over', async () => {
    const made = await expiring();
    await withLease(made, 1);
    expect(await made.provider.api(await token(made))).toBe(200);
    expect(await made.provider.refreshes()).toBe(1);
  });
});

describe('a token that the service refuses', () => {
  it('is renewed once for twenty that were refused at once', async () => {
    const made = await connected();
    const held = await Promise.all(Array.from({ length: 20 }, () => load(made.workspace, made.id)));
    await made.provider.endAccess();
    const renewed = await Promise.all(held.map((one) => one?.renew?.()));
    expect(await made.provider.refreshes()).toBe(1);
    expect(new Set(renewed.map((one) => one?.data.access_token)).size).toBe(1);
    expect(await made.provider.api(String(renewed[0]?.data.access_token))).toBe(200);
  });

  it('has no further renewal without a refresh token', async () => {
    const made = await connecting();
    const body = { name: 'G', type: 'oauth2', data: { access_token: 'given' }, allowed_hosts: ['127.0.0.1'] };
    const list = made.path.slice(0, made.path.lastIndexOf('/'));
    const { body: given } = await call(made.app, { method: 'POST', path: list, body }, made.user.bearer);
    const id = JSON.stringify(given).match(/"id":"([\w-]+)"/)?.[1] ?? '';
    expect((await load(made.workspace, id))?.renew).toBeUndefined();
  });
});

describe('a grant that is dead', () => {
  it('says so on the credential, in the log and to whoever wants it, and is not asked for again', async () => {
    const made = await expiring();
    await made.provider.revoke();
    const refusal = { code: 'credentials.reconnect_needed', retryable: false };
    await expect(token(made)).rejects.toMatchObject(refusal);
    await expect(token(made)).rejects.toMatchObject(refusal);
    expect(await made.provider.refreshes()).toBe(1);
    expect(await show(made)).toMatchObject({ connection: { status: 'reconnect_needed', reason: 'revoked' } });
    const logs = await orm.select().from(auditLogs).where(eq(auditLogs.target_id, made.id));
    const [entry] = logs.filter(({ action }) => action === 'credentials.reconnect_needed');
    expect(entry).toMatchObject({ user_id: null, details: { reason: 'revoked', via: 'system' } });
  });

  it('says that a renewal was interrupted, if one was', async () => {
    const made = await expiring();
    await withLease(made, -1);
    await made.provider.revoke();
    await expect(token(made)).rejects.toMatchObject({ code: 'credentials.reconnect_needed' });
    expect(await show(made)).toMatchObject({ connection: { reason: 'refresh_interrupted' } });
  });

  it('comes to life again when somebody connects it', async () => {
    const made = await expiring();
    await made.provider.revoke();
    await expect(token(made)).rejects.toMatchObject({ code: 'credentials.reconnect_needed' });
    expect((await connect(made)).status).toBe(200);
    expect(await show(made)).toMatchObject({ connection: { status: 'connected', reason: null } });
    expect(await made.provider.api(await token(made))).toBe(200);
  });

  it.each(['html', 'linebreak', 'redirect', 'refuse'])('is not what %s means', async (mode) => {
    const made = await expiring();
    await made.provider.setup({ mode });
    await token(made).catch(() => null);
    expect(await show(made)).toMatchObject({ connection: { status: 'connected' } });
  });
});

describe('data that are replaced while a renewal runs', () => {
  it('never get its tokens', async () => {
    const made = await expiring();
    await withLease(made, 60);
    const body = { data: made.provider.data };
    await call(made.app, { method: 'PATCH', path: made.path, body }, made.user.bearer);
    expect(await rowOf(made)).toMatchObject({ tokens: null, refresh_lease: null, connection: 'not_connected' });
  });
});

describe('a token that was given with what is needed to renew it', () => {
  it('is renewed likewise', async () => {
    const made = await expiring();
    const refresh = { grant: 'token', access_token: 'old', expires_at: '2020-01-01T00:00:00Z' };
    const [, exchanged] = await made.provider.asked();
    expect(exchanged?.grant_type).toBe('authorization_code');
    const { token_url, client_id, client_secret } = made.provider.data;
    const stolen = await refreshTokenOf(made);
    const data = { ...refresh, refresh_token: stolen, token_url, client_id, client_secret };
    const body = { name: 'G', type: 'oauth2', data, allowed_hosts: ['127.0.0.1'] };
    const list = made.path.slice(0, made.path.lastIndexOf('/'));
    const { body: given } = await call(made.app, { method: 'POST', path: list, body }, made.user.bearer);
    const id = JSON.stringify(given).match(/"id":"([\w-]+)"/)?.[1] ?? '';
    const tokens = await Promise.all([load(made.workspace, id), load(made.workspace, id)]);
    expect(await made.provider.refreshes()).toBe(1);
    expect(tokens[0]?.data.access_token).toBe(tokens[1]?.data.access_token);
    expect(await made.provider.api(String(tokens[0]?.data.access_token))).toBe(200);
  });
});

/** What the provider gave, as only the vault can tell. */
async function refreshTokenOf(made: Connecting): Promise<string> {
  const open = await createDependencies(env).systemSecrets.opener(made.workspace);
  const sealed = (await rowOf(made))?.tokens ?? '';
  return readTokens(await open(sealed, tokensPurpose(made.id))).refresh_token ?? '';
}

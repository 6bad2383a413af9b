import { beforeAll, describe, expect, it } from 'vitest';
import { createAttempts } from '../../src/attempts/attempts.repository.ts';
import { createCredentialRepository } from '../../src/credentials/credentials.repository.ts';
import { updateCredential } from '../../src/credentials/update-credential.ts';
import { createCursors } from '../../src/security/cursor.ts';
import { newId } from '../../src/shared/ids.ts';
import { at, type Client, createWorld, db, now, secrets, textAt } from '../workflows/world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;
let path: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
  path = `${world.root}/credentials`;
});

const deps = {
  secrets,
  attempts: createAttempts(db, now),
  send: noRequest,
  openCredential: noRequest,
  cursors: createCursors('a secret of the tests'),
  ids: newId,
  now,
};

const bearer = { name: 'Token', type: 'bearer', data: { token: 'very-secret' }, allowed_hosts: ['*'] };

async function created(input: object = bearer): Promise<string> {
  return textAt((await owner('POST', path, input)).body, 'id');
}

function noRequest(): never {
  throw new Error('Nothing is sent here.');
}

describe('a credential names its hosts', () => {
  it.each<[string, object]>([
    ['names none', { allowed_hosts: undefined }],
    ['names an empty list', { allowed_hosts: [] }],
  ])('and is refused if it %s', async (_what, more) => {
    const reply = await owner('POST', path, { ...bearer, ...more });
    expect(reply).toMatchObject({ status: 422, body: { code: 'credentials.hosts_required' } });
    const id = await created(own());
    const emptied = await owner('PATCH', `${path}/${id}`, { allowed_hosts: [] });
    expect(emptied).toMatchObject({ status: 422, body: { code: 'credentials.hosts_required' } });
  });

  it('or has those of its type', async () => {
    const mail = { name: 'M', type: 'mail', data: { provider: 'sendgrid', api_key: 'key', region: 'eu' } };
    expect((await owner('POST', path, mail)).body).toMatchObject({ allowed_hosts: ['api.eu.sendgrid.com'] });
    const aws = { access_key_id: 'AK', secret_access_key: 'secret', region: 'eu-central-1', service: 's3' };
    expect((await owner('POST', path, { name: 'A', type: 'aws_sigv4', data: aws })).body).toMatchObject({
      allowed_hosts: ['s3.eu-central-1.amazonaws.com', '*.s3.eu-central-1.amazonaws.com', 's3.amazonaws.com'],
    });
  });

  it('unless it never leaves', async () => {
    const keys = { name: 'K', type: 'crypto', data: { hmac_secret: 'secret' } };
    expect((await owner('POST', path, keys)).body).toMatchObject({ allowed_hosts: [] });
    const reply = await owner('POST', path, { ...keys, allowed_hosts: ['*'] });
    expect(reply).toMatchObject({ status: 422, body: { code: 'credentials.hosts_unused' } });
  });

  it('and is shown as going anywhere, if it was stored when it had to name none', async () => {
    const id = await created(own());
    await db.sql.query(`UPDATE credentials SET allowed_hosts = '{}' WHERE id = $1::uuid`, [id]);
    expect((await owner('GET', `${path}/${id}`)).body).toMatchObject({ allowed_hosts: ['*'] });
  });

  function own() {
    return { ...bearer, allowed_hosts: ['api.example.com'] };
  }
});

describe('where a secret may go', () => {
  const own = { ...bearer, allowed_hosts: ['api.example.com', '*.example.org'] };

  async function hostsOf(id: string): Promise<unknown> {
    return at((await owner('GET', `${path}/${id}`)).body, 'allowed_hosts');
  }

  it.each([
    ['any host', ['*']],
    ['another host', ['evil.example']],
    ['another host beside', [...own.allowed_hosts, 'evil.example']],
    ['the parent of a host', ['*.example.com']],
    ['the name under which all are', ['example.org']],
    ['a look-alike', ['аpi.example.com']],
    ['its punycode', ['xn--pi-7kc.example.com']],
    ['an address', ['0x7f.1']],
    ['a name below', ['x.api.example.com']],
  ])('is widened to %s by nobody who does not send the secret', async (_name, allowed_hosts) => {
    const id = await created(own);
    for (const client of [world.withKey('credentials:write'), owner]) {
      for (const input of [{ allowed_hosts }, { allowed_hosts, name: 'Mine', description: 'x' }]) {
        const reply = await client('PATCH', `${path}/${id}`, input);
        expect(reply).toMatchObject({
          status: 422,
          body: { code: 'credentials.secret_required', errors: [{ path: ['allowed_hosts'] }] },
        });
      }
    }
    expect(await owner('GET', `${path}/${id}`)).toMatchObject({
      body: { name: 'Token', allowed_hosts: own.allowed_hosts },
    });
    expect(await world.audited(id)).toEqual(['credentials.created']);
  });

  it.each([
    ['fewer hosts', ['api.example.com']],
    ['a host below', ['shop.example.org']],
    ['another spelling of the same', [' API.Example.COM ', '*.EXAMPLE.org']],
  ])('becomes %s without it', async (_name, allowed_hosts) => {
    const id = await created(own);
    const reply = await world.withKey('credentials:write')('PATCH', `${path}/${id}`, { allowed_hosts });
    expect(reply.status).toBe(200);
    expect(await hostsOf(id)).toEqual(allowed_hosts.map((host) => host.trim().toLowerCase()));
  });

  it('is widened together with the secret', async () => {
    const id = await created(own);
    const reply = await owner('PATCH', `${path}/${id}`, { allowed_hosts: ['*'], data: { token: 'new' } });
    expect(reply).toMatchObject({ status: 200, body: { allowed_hosts: ['*'] } });
  });

  it('is not widened with a secret that does not fit', async () => {
    const id = await created(own);
    for (const data of [{}, { token: '' }, { username: 'u', password: 'p' }]) {
      expect((await owner('PATCH', `${path}/${id}`, { allowed_hosts: ['*'], data })).status).toBe(422);
    }
    expect(await hostsOf(id)).toEqual(own.allowed_hosts);
  });

  it('stays as it is where it is not named', async () => {
    const id = await created(own);
    await owner('PATCH', `${path}/${id}`, { data: { token: 'new' }, name: 'New' });
    expect(await hostsOf(id)).toEqual(own.allowed_hosts);
  });

  it('is not widened by who has looked at the hosts of an older secret', async () => {
    const id = await created(bearer);
    const repository = createCredentialRepository(db);
    const before = await repository.find(world.workspace, id);
    await owner('PATCH', `${path}/${id}`, { data: { token: 'new' }, allowed_hosts: ['api.example.com'] });
    const late = { ...deps, credentials: { ...repository, find: async () => before } };
    const change = updateCredential(late, world.actor, { id, input: { allowed_hosts: ['evil.example'] } });
    await expect(change).rejects.toMatchObject({ code: 'credentials.changed_meanwhile', status: 409 });
    await updateCredential(late, world.actor, { id, input: { name: 'Renamed' } });
    expect(await hostsOf(id)).toEqual(['api.example.com']);
  });

  it('is not a matter of the type, which never changes', async () => {
    const id = await created(own);
    for (const more of [
      { type: 'custom' },
      { workspace_id: world.other },
      { host: 'evil.example' },
      { allowedHosts: [] },
    ]) {
      expect((await owner('PATCH', `${path}/${id}`, more)).status).toBe(400);
    }
    const client = { token_url: 'https://id.example.com/token', client_id: 'c', client_secret: 's' };
    const tokens = await created({ ...bearer, type: 'oauth2_client', data: client });
    const moved = { token_url: 'https://evil.example/token' };
    expect((await owner('PATCH', `${path}/${tokens}`, { data: moved })).status).toBe(422);
  });
});

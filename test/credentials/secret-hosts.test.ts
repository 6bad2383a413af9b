import { beforeAll, describe, expect, it } from 'vitest';
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

const deps = { secrets, cursors: createCursors('a secret of the tests'), ids: newId, now };

const bearer = { name: 'Token', type: 'bearer', data: { token: 'very-secret' } };

async function created(input: object = bearer): Promise<string> {
  return textAt((await owner('POST', path, input)).body, 'id');
}

describe('where a secret may go', () => {
  const own = { ...bearer, allowed_hosts: ['api.example.com', '*.example.org'] };

  async function hostsOf(id: string): Promise<unknown> {
    return at((await owner('GET', `${path}/${id}`)).body, 'allowed_hosts');
  }

  it.each([
    ['any host', []],
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
    const reply = await owner('PATCH', `${path}/${id}`, { allowed_hosts: [], data: { token: 'new' } });
    expect(reply).toMatchObject({ status: 200, body: { allowed_hosts: [] } });
  });

  it('is not widened with a secret that does not fit', async () => {
    const id = await created(own);
    for (const data of [{}, { token: '' }, { username: 'u', password: 'p' }]) {
      expect((await owner('PATCH', `${path}/${id}`, { allowed_hosts: [], data })).status).toBe(422);
    }
    expect(await hostsOf(id)).toEqual(own.allowed_hosts);
  });

  it('stays as it is where it is not named', async () => {
    const id = await created(own);
    await owner('PATCH', `${path}/${id}`, { data: { token: 'new' }, name: 'New' });
    expect(await hostsOf(id)).toEqual(own.allowed_hosts);
  });

  it('is not widened by who has looked at the hosts of an older secret', async () => {
    const id = await created({ ...bearer, allowed_hosts: [] });
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
    const tokens = await created({ name: 'C', type: 'oauth2_client', data: client });
    const moved = { token_url: 'https://evil.example/token' };
    expect((await owner('PATCH', `${path}/${tokens}`, { data: moved })).status).toBe(422);
  });
});

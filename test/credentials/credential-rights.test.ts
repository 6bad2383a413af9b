import { beforeAll, describe, expect, it } from 'vitest';
import { httpGraph } from '../workflows/graphs.ts';
import { at, type Client, createWorld, textAt } from '../workflows/world.ts';

let world: Awaited<ReturnType<typeof createWorld>>;
let owner: Client;
/** What writes credentials and workflows, and may not use credentials. */
let key: Client;
let credentials = '';
let workflows = '';

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
  key = world.withKey('credentials:read', 'credentials:write', 'workflows:read', 'workflows:write', 'workflows:run');
  credentials = `${world.root}/credentials`;
  workflows = `${world.root}/workflows`;
});

const secret = { token: 'very-secret' };

async function credential(...hosts: string[]): Promise<string> {
  const allowed_hosts = hosts.length === 0 ? ['*'] : hosts;
  const reply = await owner('POST', credentials, { name: 'Token', type: 'bearer', data: secret, allowed_hosts });
  return textAt(reply.body, 'id');
}

describe('where a secret may go', () => {
  it.each<[string, string[], string[]]>([
    ['to another host', ['api.example.com'], ['evil.example.net']],
    ['to one more host', ['api.example.com'], ['api.example.com', 'evil.example.net']],
    ['to any host', ['api.example.com'], ['*']],
    ['to the names below', ['api.example.com'], ['*.api.example.com']],
    ['to all names beside', ['api.example.com'], ['*.example.com']],
    ['from the names below to the name itself', ['*.example.com'], ['example.com']],
    ['from some names below to more', ['*.api.example.com'], ['*.example.com']],
    ['to a name that only ends alike', ['*.example.com'], ['evilexample.com']],
    ['to an address', ['*.example.com'], ['127.0.0.1']],
  ])('changes only together with the secret: %s', async (_, before, after) => {
    const id = await credential(...before);
    for (const client of [owner, key]) {
      const reply = await client('PATCH', `${credentials}/${id}`, { allowed_hosts: after });
      expect(reply).toMatchObject({ status: 422, body: { code: 'credentials.secret_required' } });
    }
    expect(at((await owner('GET', `${credentials}/${id}`)).body, 'allowed_hosts')).toEqual(before);
    const together = await key('PATCH', `${credentials}/${id}`, { allowed_hosts: after, data: secret });
    expect(together).toMatchObject({ status: 200, body: { allowed_hosts: after } });
  });

  it.each<[string[], string[]]>([
    [['*'], ['api.example.com']],
    [['*.example.com'], ['api.example.com']],
    [['*.example.com'], ['*.api.example.com']],
    [['a.example.com', 'b.example.com'], ['b.example.com']],
    [['a.example.com'], ['A.example.com']],
  ])('may be narrowed without it: %j to %j', async (before, after) => {
    const id = await credential(...before);
    expect((await key('PATCH', `${credentials}/${id}`, { allowed_hosts: after })).status).toBe(200);
  });
});

describe('a workflow takes up a credential', () => {
  const denied = { status: 403, body: { code: 'workflows.credential_use_denied', errors: [{ node_id: 'http' }] } };

  async function drawn(id: string): Promise<{ path: string; etag: Record<string, string> }> {
    const reply = await owner('POST', workflows, { name: 'W', ...httpGraph('https://a.example', { credentials: id }) });
    return { path: `${workflows}/${textAt(reply.body, 'id')}`, etag: { 'if-match': reply.headers.get('etag') ?? '' } };
  }

  it('only from somebody who may use it: when it is made', async () => {
    const graph = httpGraph('https://a.example', { credentials: await credential() });
    expect(await key('POST', workflows, { name: 'W', ...graph })).toMatchObject(denied);
    expect((await (await world.as('member'))('POST', workflows, { name: 'W', ...graph })).status).toBe(201);
    expect(
      (await world.withKey('workflows:write', 'credentials:use')('POST', workflows, { name: 'W', ...graph })).status,
    ).toBe(201);
  });

  it('only from somebody who may use it: when it is saved with one, or one goes another way', async () => {
    const id = await credential();
    const plain = await owner('POST', workflows, { name: 'W', ...httpGraph('https://a.example') });
    const headers = { 'if-match': plain.headers.get('etag') ?? '' };
    const path = `${workflows}/${textAt(plain.body, 'id')}`;
    expect(await key('PUT', path, httpGraph('https://a.example', { credentials: id }), headers)).toMatchObject(denied);
    const { path: other, etag } = await drawn(id);
    expect(await key('PUT', other, httpGraph('https://evil.example', { credentials: id }), etag)).toMatchObject(denied);
    expect((await key('PUT', other, { name: 'Renamed' }, etag)).status).toBe(200);
  });

  it('only from somebody who may use it: when it is copied or rolled back', async () => {
    const { path, etag } = await drawn(await credential());
    expect(await key('POST', `${path}/duplicate`, {})).toMatchObject(denied);
    const changed = await owner('PUT', path, httpGraph('https://b.example'), etag);
    expect(changed.status).toBe(200);
    const headers = { 'if-match': changed.headers.get('etag') ?? '' };
    expect(await key('POST', `${path}/rollback`, { version: 1 }, headers)).toMatchObject(denied);
  });

  it('only from somebody who may use it: when another version than the published one is published', async () => {
    const { path, etag } = await drawn(await credential());
    expect(await key('POST', `${path}/publish`, {}, etag)).toMatchObject(denied);
    const any = { 'if-match': '*' };
    expect((await owner('POST', `${path}/publish`, {}, any)).status).toBe(200);
    expect((await key('POST', `${path}/deactivate`, undefined, any)).status).toBe(200);
    expect((await key('POST', `${path}/publish`, {}, any)).status).toBe(200);
    await owner('PUT', path, httpGraph('https://b.example'), any);
    expect((await key('POST', `${path}/publish`, {}, any)).status).toBe(200);
    expect(await key('POST', `${path}/publish`, { version: 1 }, any)).toMatchObject(denied);
    expect((await owner('GET', path)).body).toMatchObject({ published_version: 2, status: 'active' });
  });

  it('not by an import: it is left out', async () => {
    const id = await credential();
    const { path } = await drawn(id);
    const { body: file } = await owner('GET', `${path}/export`);
    const reply = await key('POST', `${workflows}/import`, file);
    expect(reply).toMatchObject({
      status: 201,
      body: { stripped_credentials: [{ node_id: 'http', credential_id: id }] },
    });
    expect(JSON.stringify(at(reply.body, 'workflow', 'nodes'))).not.toContain(id);
  });
});

import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { credentials } from '../../src/credentials/credentials.table.ts';
import { http, manual, noop } from '../workflows/graphs.ts';
import { at, type Client, createWorld, db, textAt } from '../workflows/world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;
let path: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
  path = `${world.root}/credentials`;
});

const bearer = { name: 'Token', type: 'bearer', data: { token: 'very-secret' }, allowed_hosts: ['*'] };

async function created(input: object = bearer): Promise<string> {
  return textAt((await owner('POST', path, input)).body, 'id');
}

describe('POST /credentials', () => {
  it.each([
    ['api_key', { value: 'v' }, ['in', 'name', 'value']],
    ['api_key', { in: 'query', name: 'key', value: 'v' }, ['in', 'name', 'value']],
    ['basic', { username: 'u', password: '' }, ['username', 'password']],
    ['bearer', { token: 't' }, ['token']],
    ['header', { name: 'X-Token', value: 'v' }, ['name', 'value']],
    ['query', { name: 'key', value: 'v' }, ['name', 'value']],
    ['oauth2', { access_token: 'a', expires_at: '2030-01-01T00:00:00Z' }, ['access_token', 'expires_at']],
  ])('takes %s with %j', async (type, data, fields) => {
    const reply = await owner('POST', path, { name: 'C', type, data, allowed_hosts: ['API.example.com'] });
    expect(reply).toMatchObject({ status: 201, body: { type, fields, allowed_hosts: ['api.example.com'] } });
  });

  it('stores the data sealed and never shows them', async () => {
    const reply = await owner('POST', path, bearer);
    const id = textAt(reply.body, 'id');
    const [row] = await db.orm.select().from(credentials).where(eq(credentials.id, id));
    expect(row?.data).toMatch(/^w1\./);
    const shown = [reply, await owner('GET', `${path}/${id}`), await owner('GET', path)];
    for (const { body } of shown) expect(JSON.stringify(body)).not.toContain('very-secret');
    expect(JSON.stringify(row)).not.toContain('very-secret');
  });

  it.each([
    [{ ...bearer, type: 'password' }, 'credentials.unknown_type'],
    [{ ...bearer, data: {} }, 'credentials.invalid_data'],
    [{ ...bearer, data: { token: 'a\r\nb' } }, 'credentials.invalid_data'],
    [{ ...bearer, data: { token: 't', more: 1 } }, 'credentials.invalid_data'],
    [{ ...bearer, data: { token: 'snow ☃' } }, 'credentials.invalid_data'],
    [{ ...bearer, type: 'header', data: { name: 'Host', value: 'v' } }, 'credentials.invalid_data'],
    [{ ...bearer, type: 'custom', data: { headers: { 'Content-Length': 'v' } } }, 'credentials.invalid_data'],
    [{ ...bearer, type: 'basic', data: { username: 'a:b', password: 'p' } }, 'credentials.invalid_data'],
    [{ ...bearer, type: 'api_key', data: { in: 'cookie', value: 'v' } }, 'credentials.invalid_data'],
  ])('refuses %j', async (input, code) => {
    const reply = await owner('POST', path, input);
    expect([reply.status, at(reply.body, 'code')]).toEqual([422, code]);
  });

  it('names the field that there is not, and the type that was meant', async () => {
    const more = await owner('POST', path, { ...bearer, data: { token: 't', tokens: 'very-secret' } });
    expect(at(more.body, 'errors')).toMatchObject([
      {
        path: ['data', 'tokens'],
        message: 'There is no field tokens. Did you mean "token"? The fields here are "token".',
      },
    ]);
    const typed = await owner('POST', path, { ...bearer, type: 'baerer' });
    expect(at(typed.body, 'detail')).toMatch(/^There is no credential type "baerer"\. Did you mean "bearer"\?/);
    expect(JSON.stringify([more.body, typed.body])).not.toContain('very-secret');
  });

  it.each([
    { ...bearer, name: '' },
    { ...bearer, allowed_hosts: ['*', 'api.example.com'] },
    { ...bearer, allowed_hosts: ['https://api.example.com'] },
    { ...bearer, data: 't' },
    { ...bearer, id: 'x' },
  ])('refuses the shape of %j', async (input) => {
    const reply = await owner('POST', path, input);
    expect([reply.status, at(reply.body, 'code')]).toEqual([400, 'input.invalid']);
  });
});

describe('GET /credentials', () => {
  it('goes through the pages of a type, newest first', async () => {
    const other = await createWorld();
    const client = await other.as('member');
    for (const name of ['A', 'B']) await client('POST', `${other.root}/credentials`, { ...bearer, name });
    await client('POST', `${other.root}/credentials`, {
      name: 'C',
      type: 'basic',
      data: { username: 'u', password: 'p' },
      allowed_hosts: ['*'],
    });
    const first = await client('GET', `${other.root}/credentials?type=bearer&limit=1`);
    expect(first.body).toMatchObject({ data: [{ name: 'B' }] });
    const next = await client(
      'GET',
      `${other.root}/credentials?type=bearer&limit=1&cursor=${at(first.body, 'next_cursor')}`,
    );
    expect(next.body).toMatchObject({ data: [{ name: 'A' }], next_cursor: null });
  });
});

describe('PATCH /credentials/{id}', () => {
  it('changes what is sent and keeps the rest', async () => {
    const id = await created();
    const reply = await owner('PATCH', `${path}/${id}`, { name: 'New', allowed_hosts: ['*.example.com'] });
    expect(reply).toMatchObject({ status: 200, body: { name: 'New', type: 'bearer', fields: ['token'] } });
    expect((await owner('GET', `${path}/${id}`)).body).toEqual(reply.body);
  });

  it('replaces the data as a whole', async () => {
    const id = await created({ ...bearer, type: 'oauth2', data: { access_token: 'a', refresh_token: 'r' } });
    const { body } = await owner('PATCH', `${path}/${id}`, { data: { access_token: 'b' } });
    expect(at(body, 'fields')).toEqual(['access_token']);
  });

  it('refuses data of another type, and another type', async () => {
    const id = await created();
    expect((await owner('PATCH', `${path}/${id}`, { data: { username: 'u', password: 'p' } })).status).toBe(422);
    expect((await owner('PATCH', `${path}/${id}`, { type: 'basic' })).status).toBe(400);
  });
});

describe('DELETE /credentials/{id}', () => {
  it('deletes what nobody uses', async () => {
    const id = await created();
    expect((await owner('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await owner('GET', `${path}/${id}`)).status).toBe(404);
    expect(await world.audited(id)).toEqual(['credentials.created', 'credentials.deleted']);
  });

  it('keeps what a draft or a published version uses, and names the workflows', async () => {
    const id = await created();
    const graph = { nodes: [manual, http('https://example.com', { credentials: id })], connections: [] };
    const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', ...graph });
    const workflow = textAt(body, 'id');
    const inUse = { status: 409, body: { code: 'credentials.in_use', errors: [{ path: ['workflows', workflow] }] } };
    expect(await owner('DELETE', `${path}/${id}`)).toMatchObject(inUse);
    await owner('POST', `${world.root}/workflows/${workflow}/publish`);
    const unused = { nodes: [manual, noop], connections: [] };
    await owner('PUT', `${world.root}/workflows/${workflow}`, unused, { 'if-match': '*' });
    expect(await owner('DELETE', `${path}/${id}`)).toMatchObject(inUse);
    await owner('POST', `${world.root}/workflows/${workflow}/publish`);
    expect((await owner('DELETE', `${path}/${id}`)).status).toBe(204);
  });

  it('deletes what is used by force', async () => {
    const id = await created();
    const graph = { nodes: [manual, http('https://example.com', { credentials: id })], connections: [] };
    await owner('POST', `${world.root}/workflows`, { name: 'W', ...graph });
    expect((await owner('DELETE', `${path}/${id}?force=true`)).status).toBe(204);
  });
});

describe('every route of credentials', () => {
  it.each([
    ['GET', undefined],
    ['PATCH', { name: 'X' }],
    ['DELETE', undefined],
  ])('%s is refused to viewers, other workspaces and keys without the scope', async (method, input) => {
    const id = await created();
    expect((await (await world.as('viewer'))(method, `${path}/${id}`, input)).status).toBe(403);
    expect((await world.withKey('workflows:write')(method, `${path}/${id}`, input)).status).toBe(403);
    const reply = await owner(method, `${world.otherRoot}/credentials/${id}`, input);
    expect([reply.status, at(reply.body, 'code')]).toEqual([404, 'credentials.not_found']);
    expect((await owner('GET', `${path}/${id}`)).body).toMatchObject({ name: 'Token' });
  });

  it('lets a reading key list, and not create', async () => {
    const key = world.withKey('credentials:read');
    expect((await key('GET', path)).status).toBe(200);
    expect((await key('POST', path, bearer)).status).toBe(403);
  });
});

describe('GET /credential-types', () => {
  it('describes the data of each type', async () => {
    const { status, body } = await owner('GET', '/api/v1/credential-types');
    expect(status).toBe(200);
    const data = at(body, 'data');
    expect(Array.isArray(data) ? data.map(({ type }) => type) : []).toEqual([
      'api_key',
      'basic',
      'bearer',
      'header',
      'query',
      'oauth2',
      'oauth2_client',
      'digest',
      'custom',
      'crypto',
      'jwt',
      'totp',
      'mail',
      'aws_sigv4',
      'oauth1',
    ]);
    expect(at(data, 2, 'schema')).toMatchObject({ type: 'object', required: ['token'], additionalProperties: false });
  });
});

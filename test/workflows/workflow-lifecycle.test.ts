import { beforeAll, describe, expect, it } from 'vitest';
import { http, httpGraph, manual, noop, webhook } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

async function workflow(graph: object = httpGraph('https://example.com')): Promise<string> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', tags: ['t'], ...graph });
  return `${world.root}/workflows/${textAt(body, 'id')}`;
}

async function saved(path: string, etag: string, input: object): Promise<void> {
  await owner('PUT', path, input, { 'if-match': etag });
}

describe('POST /workflows/{id}/publish', () => {
  it('publishes the latest version and turns triggers on', async () => {
    const path = await workflow();
    await saved(path, '"r1"', { nodes: [manual, noop], connections: [] });
    const reply = await owner('POST', `${path}/publish`);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('etag')).toBe('"r3"');
    expect(reply.body).toMatchObject({ status: 'active', version: 2, published_version: 2 });
    expect(at(reply.body, 'published_at')).toMatch(/^\d{4}-/);
  });

  it('publishes an older version and leaves the draft alone', async () => {
    const path = await workflow();
    await saved(path, '"r1"', { nodes: [manual, noop], connections: [] });
    const { body } = await owner('POST', `${path}/publish`, { version: 1 });
    expect(body).toMatchObject({ version: 1, published_version: 1, nodes: [manual, noop] });
  });

  it('refuses a version that does not exist', async () => {
    const reply = await owner('POST', `${await workflow()}/publish`, { version: 2 });
    expect([reply.status, at(reply.body, 'code')]).toEqual([404, 'workflows.version_not_found']);
  });

  it.each([0, -1, 1.5, 2 ** 31, '1'])('refuses the version %j', async (version) => {
    expect((await owner('POST', `${await workflow()}/publish`, { version })).status).toBe(400);
  });

  it('stores one of two simultaneous changes, and tells the other to try again', async () => {
    const path = await workflow();
    const replies = await Promise.all([owner('POST', `${path}/publish`), owner('POST', `${path}/archive`)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('checks the graph of the version again', async () => {
    const secret = await owner('POST', `${world.root}/credentials`, {
      name: 'S',
      type: 'bearer',
      data: { token: 't' },
      allowed_hosts: ['*'],
    });
    const credentials = textAt(secret.body, 'id');
    const path = await workflow({ nodes: [manual, http('https://example.com', { credentials })], connections: [] });
    await owner('DELETE', `${world.root}/credentials/${credentials}?force=true`);
    const reply = await owner('POST', `${path}/publish`);
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ code: 'graph.unknown_credential' }] } });
  });

  it('refuses a stale If-Match', async () => {
    const reply = await owner('POST', `${await workflow()}/publish`, undefined, { 'if-match': '"r2"' });
    expect([reply.status, at(reply.body, 'code')]).toEqual([412, 'workflows.stale']);
  });
});

describe('POST /workflows/{id}/deactivate', () => {
  it('turns triggers off and keeps the number of the published version', async () => {
    const path = await workflow();
    await owner('POST', `${path}/publish`);
    expect((await owner('POST', `${path}/deactivate`)).body).toMatchObject({ status: 'draft', published_version: 1 });
  });

  it('does nothing to a draft', async () => {
    expect((await owner('POST', `${await workflow()}/deactivate`)).body).toMatchObject({
      status: 'draft',
      revision: 1,
    });
  });
});

describe('POST /workflows/{id}/archive', () => {
  it('puts a workflow away until it is unarchived', async () => {
    const path = await workflow({ nodes: [webhook('hook')], connections: [] });
    await owner('POST', `${path}/publish`);
    expect((await owner('POST', `${path}/archive`)).body).toMatchObject({ status: 'archived' });
    expect((await owner('GET', `${path}/webhooks`)).body).toMatchObject({ data: [{ is_active: false }] });
    for (const [method, to, body] of [
      ['PUT', '', { name: 'X' }],
      ['POST', '/publish', {}],
      ['POST', '/rollback', { version: 1 }],
    ] as const) {
      const reply = await owner(method, path + to, body, { 'if-match': '*' });
      expect([reply.status, at(reply.body, 'code')]).toEqual([409, 'workflows.archived']);
    }
    expect((await owner('POST', `${path}/unarchive`)).body).toMatchObject({ status: 'draft' });
    expect((await owner('POST', `${path}/publish`)).status).toBe(200);
  });
});

describe('POST /workflows/{id}/duplicate', () => {
  it('makes a new draft with its own endpoints', async () => {
    const path = await workflow({ nodes: [webhook('hook')], connections: [] });
    await owner('POST', `${path}/publish`);
    const reply = await owner('POST', `${path}/duplicate`);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      name: 'W (copy)',
      status: 'draft',
      version: 1,
      published_version: null,
      tags: ['t'],
    });
    const copy = `${world.root}/workflows/${textAt(reply.body, 'id')}`;
    const [original, copied] = await Promise.all([owner('GET', `${path}/webhooks`), owner('GET', `${copy}/webhooks`)]);
    expect(textAt(copied.body, 'data', 0, 'endpoint_id')).not.toBe(textAt(original.body, 'data', 0, 'endpoint_id'));
    expect(textAt(copied.body, 'data', 0, 'secret')).not.toBe(textAt(original.body, 'data', 0, 'secret'));
  });

  it('accepts another name', async () => {
    const { body } = await owner('POST', `${await workflow()}/duplicate`, { name: 'Other' });
    expect(at(body, 'name')).toBe('Other');
  });
});

describe('every change of a workflow', () => {
  const changes = ['publish', 'deactivate', 'archive', 'unarchive', 'duplicate', 'rollback'];

  it.each(changes)('%s is refused to viewers, reading keys and other workspaces', async (change) => {
    const path = await workflow();
    const input = { ...(change === 'rollback' && { version: 1 }) };
    const viewer = await world.as('viewer');
    expect((await viewer('POST', `${path}/${change}`, input)).status).toBe(403);
    expect((await world.withKey('workflows:read')('POST', `${path}/${change}`, input)).status).toBe(403);
    expect((await owner('POST', `${path.replace(world.root, world.otherRoot)}/${change}`, input)).status).toBe(404);
    expect((await owner('GET', path)).body).toMatchObject({ revision: 1, status: 'draft' });
  });

  it('is in the audit log, with its author', async () => {
    const path = await workflow();
    await saved(path, '"r1"', { name: 'X' });
    for (const change of ['publish', 'deactivate', 'archive', 'unarchive']) await owner('POST', `${path}/${change}`);
    await owner('POST', `${path}/rollback`, { version: 1 });
    await owner('DELETE', path);
    expect(await world.audited(path.split('/').at(-1) ?? '')).toEqual([
      'workflows.created',
      'workflows.saved',
      'workflows.published',
      'workflows.deactivated',
      'workflows.archived',
      'workflows.unarchived',
      'workflows.rolled_back',
      'workflows.deleted',
    ]);
  });
});

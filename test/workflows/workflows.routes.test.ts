import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { httpGraph, manual, node } from './graphs.ts';
import { at, type Client, createWorld, now, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

async function created(name: string, more: object = {}): Promise<string> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name, ...more });
  return textAt(body, 'id');
}

describe('POST /workflows', () => {
  it('stores a draft at version 1 with an ETag', async () => {
    const graph = httpGraph('https://example.com');
    const reply = await owner('POST', `${world.root}/workflows`, { name: ' Orders ', tags: ['a', 'a', 'b'], ...graph });
    expect(reply.status).toBe(201);
    expect(reply.headers.get('etag')).toBe('"r1"');
    expect(reply.body).toMatchObject({
      workspace_id: world.workspace,
      created_by: world.user,
      name: 'Orders',
      status: 'draft',
      version: 1,
      published_version: null,
      revision: 1,
      tags: ['a', 'b'],
      settings: {},
      execution_count: 0,
      ...graph,
    });
    const stored = await owner('GET', `${world.root}/workflows/${textAt(reply.body, 'id')}`);
    expect({ ...Object(stored.body), faults: [] }).toEqual(reply.body);
  });

  it('begins with a manual trigger when no nodes are sent', async () => {
    const { body } = await owner('POST', `${world.root}/workflows`, { name: 'Blank' });
    expect(at(body, 'nodes', 0)).toMatchObject({ type: 'trigger.manual' });
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: '  ' }],
    ['a name that is too long', { name: 'x'.repeat(256) }],
    ['an unknown field', { name: 'x', status: 'active' }],
    ['too many tags', { name: 'x', tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }],
  ])('refuses %s', async (_, input) => {
    const reply = await owner('POST', `${world.root}/workflows`, input);
    expect([reply.status, at(reply.body, 'code')]).toEqual([400, 'input.invalid']);
  });

  it('refuses a graph of more than 2 MB', async () => {
    const settings = { variables: { text: 'x'.repeat(2 * 1024 * 1024) } };
    const reply = await owner('POST', `${world.root}/workflows`, { name: 'Large', settings });
    expect([reply.status, at(reply.body, 'code')]).toEqual([413, 'workflows.too_large']);
  });

  it('accepts a chain of 1,000 nodes', async () => {
    const nodes = [manual, ...Array.from({ length: 999 }, (_, index) => node(`n${index}`, 'logic.noop'))];
    const connections = nodes.slice(1).map(({ id }, index) => ({ source: nodes[index]?.id, target: id }));
    const reply = await owner('POST', `${world.root}/workflows`, { name: 'Chain', nodes, connections });
    expect(reply.status).toBe(201);
    const stored = await owner('GET', `${world.root}/workflows/${textAt(reply.body, 'id')}`);
    expect(stored.body).toMatchObject({ nodes, connections });
  });

  it('is denied to viewers and to keys without the scope', async () => {
    for (const client of [await world.as('viewer'), world.withKey('workflows:read')]) {
      const reply = await client('POST', `${world.root}/workflows`, { name: 'No' });
      expect([reply.status, at(reply.body, 'code')]).toEqual([403, 'permissions.denied']);
    }
  });

  it('is allowed to a key with the scope', async () => {
    const reply = await world.withKey('workflows:write')('POST', `${world.root}/workflows`, { name: 'By key' });
    expect(reply.status).toBe(201);
  });
});

describe('GET /workflows/{id}', () => {
  it('does not find a workflow of another workspace', async () => {
    const id = await created('Mine');
    const reply = await owner('GET', `${world.otherRoot}/workflows/${id}`);
    expect([reply.status, at(reply.body, 'code')]).toEqual([404, 'workflows.not_found']);
  });

  it('refuses an id that is no UUID', async () => {
    expect((await owner('GET', `${world.root}/workflows/1`)).status).toBe(400);
  });

  it('does not find an id that does not exist', async () => {
    expect((await owner('GET', `${world.root}/workflows/${newId(now())}`)).status).toBe(404);
  });
});

describe('DELETE /workflows/{id}', () => {
  it('deletes the workflow with its versions', async () => {
    const id = await created('Gone');
    expect((await owner('DELETE', `${world.root}/workflows/${id}`)).status).toBe(204);
    expect((await owner('GET', `${world.root}/workflows/${id}`)).status).toBe(404);
    expect((await owner('GET', `${world.root}/workflows/${id}/versions`)).status).toBe(404);
  });

  it('refuses a stale If-Match and keeps the workflow', async () => {
    const id = await created('Kept');
    const reply = await owner('DELETE', `${world.root}/workflows/${id}`, undefined, { 'if-match': '"r9"' });
    expect([reply.status, at(reply.body, 'code')]).toEqual([412, 'workflows.stale']);
    expect((await owner('GET', `${world.root}/workflows/${id}`)).status).toBe(200);
  });

  it('is refused to other workspaces and viewers', async () => {
    const id = await created('Safe');
    expect((await owner('DELETE', `${world.otherRoot}/workflows/${id}`)).status).toBe(404);
    expect((await (await world.as('viewer'))('DELETE', `${world.root}/workflows/${id}`)).status).toBe(403);
    expect((await owner('GET', `${world.root}/workflows/${id}`)).status).toBe(200);
  });
});

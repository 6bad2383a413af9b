import { beforeAll, describe, expect, it } from 'vitest';
import { httpGraph, manual, noop } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let viewer: Client;
let owner: Client;
let path: string;

/** Version 1: start → http. Version 2: another URL, and a zone. Version 3: start and noop. */
beforeAll(async () => {
  world = await createWorld();
  [owner, viewer] = [await world.as('owner'), await world.as('viewer')];
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', ...httpGraph('https://example.com/1') });
  path = `${world.root}/workflows/${textAt(body, 'id')}`;
  const settings = { timezone: 'Asia/Tokyo' };
  await owner(
    'PUT',
    path,
    { ...httpGraph('https://example.com/2'), settings, change_message: 'Two' },
    { 'if-match': '"r1"' },
  );
  await owner('PUT', path, { nodes: [manual, noop], connections: [], change_message: 'Three' }, { 'if-match': '"r2"' });
});

describe('GET /workflows/{id}/versions', () => {
  it('lists versions in pages, latest first', async () => {
    const first = await viewer('GET', `${path}/versions?limit=2`);
    expect(first.body).toMatchObject({ data: [{ version: 3 }, { version: 2 }] });
    const second = await viewer('GET', `${path}/versions?limit=2&cursor=${textAt(first.body, 'next_cursor')}`);
    expect(second.body).toMatchObject({ data: [{ version: 1 }], next_cursor: null });
  });

  it.each(['/versions/0', '/versions/-1', '/versions/x', '/versions/99999999999', '/versions?limit=0'])(
    'refuses %s',
    async (to) => {
      expect((await viewer('GET', path + to)).status).toBe(400);
    },
  );

  it('refuses a version that was never saved', async () => {
    const reply = await viewer('GET', `${path}/versions/4`);
    expect([reply.status, at(reply.body, 'code')]).toEqual([404, 'workflows.version_not_found']);
  });

  it.each(['/versions', '/versions/1', '/diff?from=1&to=2', '/export'])('shows no %s to strangers', async (to) => {
    expect((await owner('GET', path.replace(world.root, world.otherRoot) + to)).status).toBe(404);
    expect((await world.withKey('executions:read')('GET', path + to)).status).toBe(403);
  });
});

describe('GET /workflows/{id}/diff', () => {
  it('lists the changes with their paths', async () => {
    const reply = await viewer('GET', `${path}/diff?from=1&to=2`);
    expect(reply.body).toEqual({
      from: 1,
      to: 2,
      nodes: {
        added: [],
        removed: [],
        changed: [
          {
            id: 'http',
            name: 'http',
            changes: [
              {
                op: 'replace',
                path: ['config', 'url'],
                before: 'https://example.com/1',
                after: 'https://example.com/2',
              },
            ],
          },
        ],
      },
      connections: { added: [], removed: [], reordered: false },
      settings: [{ op: 'add', path: ['timezone'], after: 'Asia/Tokyo' }],
      canvas: {
        notes: { added: [], removed: [], changed: [], reordered: false },
        groups: { added: [], removed: [], changed: [], reordered: false },
      },
    });
  });

  it('goes backwards too', async () => {
    const { body } = await viewer('GET', `${path}/diff?from=3&to=1`);
    expect(body).toMatchObject({ nodes: { added: [{ id: 'http' }], removed: [{ id: 'noop' }] } });
  });

  it.each([
    ['?from=1', 400],
    ['?from=1&to=9', 404],
    ['?from=0&to=1', 400],
  ])('refuses %s', async (query, status) => {
    expect((await viewer('GET', `${path}/diff${query}`)).status).toBe(status);
  });
});

describe('POST /workflows/{id}/rollback', () => {
  it('makes a new version with the old content', async () => {
    const reply = await owner('POST', `${path}/rollback`, { version: 1 });
    expect(reply).toMatchObject({
      status: 200,
      body: { version: 4, ...httpGraph('https://example.com/1'), settings: {} },
    });
    expect((await viewer('GET', `${path}/versions?limit=1`)).body).toMatchObject({
      data: [{ version: 4, change_message: 'Rolled back to version 1' }],
    });
    expect((await viewer('GET', `${path}/diff?from=1&to=4`)).body).toMatchObject({
      nodes: { changed: [] },
      settings: [],
    });
  });

  it('refuses a version that was never saved', async () => {
    expect((await owner('POST', `${path}/rollback`, { version: 40 })).status).toBe(404);
  });
});

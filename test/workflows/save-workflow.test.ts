import { beforeAll, describe, expect, it } from 'vitest';
import { http, httpGraph, manual, noop } from './graphs.ts';
import { at, type Client, createWorld, type Reply, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

/** A new workflow: start → http */
async function workflow(): Promise<string> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', ...httpGraph('https://example.com/1') });
  return `${world.root}/workflows/${textAt(body, 'id')}`;
}

function save(path: string, etag: string, input: unknown): Promise<Reply> {
  return owner('PUT', path, input, { 'if-match': etag });
}

async function versionsOf(path: string): Promise<unknown> {
  return at((await owner('GET', `${path}/versions`)).body, 'data');
}

describe('PUT /workflows/{id}', () => {
  it('makes a version of a graph that a message names', async () => {
    const path = await workflow();
    const graph = httpGraph('https://example.com/2');
    const reply = await save(path, '"r1"', { ...graph, change_message: 'Second page' });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('etag')).toBe('"r2"');
    expect(reply.body).toMatchObject({ version: 2, revision: 2, name: 'W', ...graph });
    expect(await versionsOf(path)).toMatchObject([
      { version: 2, change_message: 'Second page', created_by: world.user },
      { version: 1, change_message: null },
    ]);
    expect(reply.body).toEqual({ ...Object((await owner('GET', path)).body), faults: [] });
    expect((await owner('GET', `${path}/versions/2`)).body).toMatchObject(graph);
  });

  it('keeps what is left out', async () => {
    const path = await workflow();
    await save(path, '"r1"', { settings: { timezone: 'Europe/Berlin' } });
    const { body } = await save(path, '"r2"', { description: 'Told' });
    expect(body).toMatchObject({ ...httpGraph('https://example.com/1'), settings: { timezone: 'Europe/Berlin' } });
  });

  it('makes no version for a new name, new tags, or the same graph', async () => {
    const path = await workflow();
    const reply = await save(path, '"r1"', { name: 'New', tags: ['x'], ...httpGraph('https://example.com/1') });
    expect(reply.body).toMatchObject({ name: 'New', tags: ['x'], version: 1, revision: 2 });
    expect(await versionsOf(path)).toHaveLength(1);
  });

  it('does not change the published version', async () => {
    const path = await workflow();
    await owner('POST', `${path}/publish`);
    const { body } = await save(path, '"r2"', { nodes: [manual, noop], connections: [] });
    expect(body).toMatchObject({ version: 1, published_version: 1, status: 'active' });
    expect(Date.parse(textAt(body, 'draft_changed_at'))).not.toBeNaN();
  });

  it('needs If-Match', async () => {
    const reply = await owner('PUT', await workflow(), { name: 'Blind' });
    expect([reply.status, at(reply.body, 'code')]).toEqual([428, 'workflows.precondition_required']);
  });

  it.each(['"r2"', 'r1', 'W/"r1"', '""', '"r1'])('refuses the stale or malformed If-Match %s', async (etag) => {
    const path = await workflow();
    const reply = await save(path, etag, { name: 'Late' });
    expect([reply.status, at(reply.body, 'code')]).toEqual([412, 'workflows.stale']);
    expect((await owner('GET', path)).body).toMatchObject({ name: 'W', revision: 1 });
  });

  it.each(['*', '"r7", "r1"'])('accepts the If-Match %s', async (etag) => {
    expect((await save(await workflow(), etag, { name: 'Fine' })).status).toBe(200);
  });

  it('stores exactly one of many simultaneous saves of one revision', async () => {
    const path = await workflow();
    const saves = Array.from({ length: 8 }, (_, index) =>
      save(path, '"r1"', {
        nodes: [manual, http(`https://example.com/save-${index}`)],
        name: `W${index}`,
        change_message: 'Race',
      }),
    );
    const statuses = (await Promise.all(saves)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
    const winner = statuses.indexOf(200);
    const { body } = await owner('GET', path);
    expect(body).toMatchObject({ name: `W${winner}`, version: 2, revision: 2 });
    expect(at(body, 'nodes', 1, 'config', 'url')).toBe(`https://example.com/save-${winner}`);
    expect(await versionsOf(path)).toHaveLength(2);
  });

  it('is refused to viewers, other workspaces and reading keys', async () => {
    const path = await workflow();
    const etag = { 'if-match': '"r1"' };
    expect((await (await world.as('viewer'))('PUT', path, { name: 'No' }, etag)).status).toBe(403);
    expect((await world.withKey('workflows:read')('PUT', path, { name: 'No' }, etag)).status).toBe(403);
    expect((await owner('PUT', path.replace(world.root, world.otherRoot), { name: 'No' }, etag)).status).toBe(404);
    expect((await owner('GET', path)).body).toMatchObject({ name: 'W' });
  });
});

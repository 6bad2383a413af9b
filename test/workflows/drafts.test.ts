import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { workflows } from '../../src/workflows/model/workflows.table.ts';
import { http, httpGraph, manual, node, noop } from './graphs.ts';
import { at, type Client, createWorld, db, now, type Reply, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

/** start → http, without the URL that it needs. */
const INCOMPLETE = {
  nodes: [manual, node('http', 'action.http', { method: 'GET' })],
  connections: [{ source: 'start', target: 'http' }],
};

async function create(graph: object): Promise<{ path: string; id: string; body: unknown }> {
  const { status, body } = await owner('POST', `${world.root}/workflows`, { name: 'W', ...graph });
  expect(status).toBe(201);
  const id = textAt(body, 'id');
  return { path: `${world.root}/workflows/${id}`, id, body };
}

function save(path: string, input: object, etag = '*', client = owner): Promise<Reply> {
  return client('PUT', path, input, { 'if-match': etag });
}

async function versionsOf(path: string, query = ''): Promise<readonly unknown[]> {
  return [at((await owner('GET', `${path}/versions${query}`)).body, 'data')].flat();
}

/** As if the last change of the drawing had been made so long ago. */
async function lieStill(id: string, minutes: number): Promise<void> {
  const draft_changed_at = new Date(now() - minutes * 60_000);
  await db.orm.update(workflows).set({ draft_changed_at }).where(eq(workflows.id, id));
}

describe('a drawing that is incomplete', () => {
  it.each([
    ['an empty canvas', { nodes: [], connections: [] }, 'graph.no_trigger', undefined, ['nodes']],
    ['a node without what it needs', INCOMPLETE, 'graph.invalid_config', 'http', ['nodes', 1, 'config', 'url']],
    [
      'a type that is not known here',
      { nodes: [manual, node('x', 'action.teleport')], connections: [] },
      'graph.unknown_type',
      'x',
      ['nodes', 1, 'type'],
    ],
  ])('is stored, and told what is missing: %s', async (_, graph, code, node_id, path) => {
    const { body, path: at_ } = await create(graph);
    const fault = { code, path, ...(node_id !== undefined && { node_id }) };
    expect(at(body, 'faults')).toMatchObject([fault]);
    expect((await owner('GET', at_)).body).toMatchObject({ nodes: graph.nodes, version: 1 });
    const saved = await save(at_, { ...graph, settings: { timezone: 'UTC' } });
    expect([saved.status, at(saved.body, 'faults')]).toMatchObject([200, [fault]]);
  });

  it('is not published, nor are its triggers turned on', async () => {
    const { path } = await create(INCOMPLETE);
    const reply = await owner('POST', `${path}/publish`);
    expect([reply.status, at(reply.body, 'code')]).toEqual([422, 'workflows.invalid_graph']);
    expect((await owner('GET', path)).body).toMatchObject({ status: 'draft', published_version: null, revision: 1 });
  });

  it('is published as soon as it is complete', async () => {
    const { path } = await create(INCOMPLETE);
    expect(at((await save(path, httpGraph('https://example.com'))).body, 'faults')).toEqual([]);
    const { body } = await owner('POST', `${path}/publish`, { change_message: 'First' });
    expect(body).toMatchObject({ status: 'active', version: 2, published_version: 2, draft_changed_at: null });
    expect(await versionsOf(path)).toMatchObject([
      { version: 2, origin: 'published', change_message: 'First' },
      { version: 1, origin: 'saved' },
    ]);
  });

  it('does not disturb the version that runs', async () => {
    const { path } = await create(httpGraph('https://example.com/1'));
    await owner('POST', `${path}/publish`);
    await save(path, INCOMPLETE);
    expect((await owner('GET', path)).body).toMatchObject({ status: 'active', published_version: 1 });
    expect((await owner('GET', `${path}/versions/1`)).body).toMatchObject(httpGraph('https://example.com/1'));
    expect((await owner('POST', `${path}/publish`)).status).toBe(422);
    expect((await owner('POST', `${path}/publish`, { version: 1 })).status).toBe(200);
  });

  it('is duplicated, exported and imported as it is', async () => {
    const { path } = await create(INCOMPLETE);
    expect(at((await owner('POST', `${path}/duplicate`)).body, 'faults')).toHaveLength(1);
    const file = await owner('GET', `${path}/export`);
    const imported = await owner('POST', `${world.root}/workflows/import`, file.body);
    expect([imported.status, at(imported.body, 'workflow', 'faults')]).toMatchObject([
      201,
      [{ code: 'graph.invalid_config' }],
    ]);
  });
});

describe('a drawing that cannot be stored', () => {
  it.each([
    ['a node with a field that there is not', { nodes: [{ ...manual, extra: 1 }] }],
    ['nodes that are no list', { nodes: 7 }],
    ['two nodes with one id', { nodes: [manual, noop, { ...noop, name: 'again' }] }],
  ])('is refused, and nothing is lost: %s', async (_, graph) => {
    const { path } = await create(httpGraph('https://example.com'));
    const reply = await save(path, graph);
    expect([reply.status, at(reply.body, 'code')]).toEqual([422, 'workflows.invalid_graph']);
    expect((await owner('GET', path)).body).toMatchObject({ ...httpGraph('https://example.com'), revision: 1 });
  });

  it('names a credential that is not shared with whoever draws, or that never was', async () => {
    const member = await world.as('member');
    const secret = { name: 'S', type: 'bearer', data: { token: 't' }, allowed_hosts: ['*'], min_role: 'admin' };
    const made = await owner('POST', `${world.root}/credentials`, secret);
    expect(made.status).toBe(201);
    const { path } = await create(httpGraph('https://example.com'));
    const withheld = httpGraph('https://evil.example', { credentials: textAt(made.body, 'id') });
    expect((await save(path, withheld, '*', member)).status).toBe(422);
    expect((await save(path, httpGraph('https://example.com', { credentials: newId(now()) }))).status).toBe(422);
  });

  it('may go on with a credential that is gone: it is a fault until it is mended', async () => {
    const secret = { name: 'S', type: 'bearer', data: { token: 't' }, allowed_hosts: ['*'] };
    const credentials = textAt((await owner('POST', `${world.root}/credentials`, secret)).body, 'id');
    const { path } = await create(httpGraph('https://example.com/1', { credentials }));
    expect((await owner('DELETE', `${world.root}/credentials/${credentials}?force=true`)).status).toBe(204);
    const saved = await save(path, httpGraph('https://example.com/2', { credentials }));
    expect([saved.status, at(saved.body, 'faults')]).toMatchObject([200, [{ code: 'graph.unknown_credential' }]]);
    expect((await owner('POST', `${path}/publish`)).status).toBe(422);
  });
});

describe('saving without a version each', () => {
  it('raises the revision and keeps the version, and says since when the drawing differs', async () => {
    const { path, body } = await create(httpGraph('https://example.com/1'));
    expect(body).toMatchObject({ draft_changed_at: null, draft_changed_by: null });
    for (const page of [2, 3, 4]) await save(path, httpGraph(`https://example.com/${page}`));
    const read = await owner('GET', path);
    expect(read.body).toMatchObject({ ...httpGraph('https://example.com/4'), version: 1, revision: 4 });
    expect(read.body).toMatchObject({ draft_changed_by: world.user });
    expect(await versionsOf(path)).toHaveLength(1);
  });

  it('is refused to whoever edits an older drawing, each time', async () => {
    const { path } = await create(httpGraph('https://example.com/1'));
    await save(path, httpGraph('https://example.com/2'), '"r1"');
    const late = await save(path, httpGraph('https://example.com/3'), '"r1"');
    expect([late.status, at(late.body, 'code')]).toEqual([412, 'workflows.stale']);
    expect((await owner('GET', path)).body).toMatchObject(httpGraph('https://example.com/2'));
  });

  it('keeps the drawing before as a version if it was left alone for ten minutes', async () => {
    const { path, id } = await create(httpGraph('https://example.com/1'));
    await save(path, httpGraph('https://example.com/2'));
    await lieStill(id, 9);
    await save(path, httpGraph('https://example.com/3'));
    expect(await versionsOf(path)).toHaveLength(1);
    await lieStill(id, 11);
    const { body } = await save(path, httpGraph('https://example.com/4'));
    expect(body).toMatchObject({ version: 2, ...httpGraph('https://example.com/4') });
    expect(await versionsOf(path)).toMatchObject([{ version: 2, origin: 'paused' }, { version: 1 }]);
    expect((await owner('GET', `${path}/versions/2`)).body).toMatchObject(httpGraph('https://example.com/3'));
  });

  it('keeps the drawing of somebody else before another draws on it', async () => {
    const { path, id } = await create(httpGraph('https://example.com/1'));
    await save(path, httpGraph('https://example.com/2'));
    await db.orm.update(workflows).set({ draft_changed_by: null }).where(eq(workflows.id, id));
    await save(path, httpGraph('https://example.com/3'));
    expect(await versionsOf(path)).toMatchObject([{ version: 2, origin: 'paused', created_by: null }, { version: 1 }]);
  });

  it('makes two versions of a save that ends a pause and names itself, each with its own drawing', async () => {
    const { path, id } = await create(httpGraph('https://example.com/1'));
    await save(path, httpGraph('https://example.com/2'));
    await lieStill(id, 11);
    const { body } = await save(path, { ...httpGraph('https://example.com/3'), change_message: 'Named' });
    expect(body).toMatchObject({ version: 3, draft_changed_at: null });
    expect(await versionsOf(path)).toMatchObject([
      { version: 3, change_message: 'Named' },
      { version: 2, change_message: null },
      { version: 1 },
    ]);
    expect((await owner('GET', `${path}/versions/2`)).body).toMatchObject(httpGraph('https://example.com/2'));
    expect((await owner('GET', `${path}/versions/3`)).body).toMatchObject(httpGraph('https://example.com/3'));
  });

  it('keeps a drawing that is in no version when it is rolled back', async () => {
    const { path } = await create(httpGraph('https://example.com/1'));
    await save(path, httpGraph('https://example.com/2'));
    const { body } = await owner('POST', `${path}/rollback`, { version: 1 });
    expect(body).toMatchObject({ version: 3, ...httpGraph('https://example.com/1'), draft_changed_at: null });
    expect((await owner('GET', `${path}/versions/2`)).body).toMatchObject(httpGraph('https://example.com/2'));
  });

  it('tells the audit log once of a drawing that goes on, and of each change of something else', async () => {
    const { path, id } = await create(httpGraph('https://example.com/1'));
    for (const page of [2, 3, 4]) await save(path, httpGraph(`https://example.com/${page}`));
    expect(await world.audited(id)).toEqual(['workflows.created', 'workflows.saved']);
    await save(path, { ...httpGraph('https://example.com/5'), name: 'Other' });
    await save(path, { ...httpGraph('https://example.com/6'), settings: { timezone: 'Asia/Tokyo' } });
    expect(await world.audited(id)).toHaveLength(4);
    await lieStill(id, 11);
    await save(path, httpGraph('https://example.com/7'));
    expect(await world.audited(id)).toHaveLength(5);
  });
});

describe('POST /workflows/{id}/versions', () => {
  it('keeps the drawing as it stands under a name', async () => {
    const { path } = await create(httpGraph('https://example.com/1'));
    await save(path, INCOMPLETE);
    const reply = await owner('POST', `${path}/versions`, { change_message: 'Half done' });
    expect([reply.status, reply.body]).toMatchObject([201, { version: 2, draft_changed_at: null }]);
    expect(at(reply.body, 'faults')).toHaveLength(1);
    expect(await versionsOf(path)).toMatchObject([{ version: 2, change_message: 'Half done', origin: 'saved' }, {}]);
    expect((await owner('GET', `${path}/diff?from=1&to=2`)).status).toBe(200);
    expect((await owner('POST', `${path}/publish`, { version: 2 })).status).toBe(422);
  });

  it('is refused to viewers, strangers, and for another revision', async () => {
    const { path } = await create({ nodes: [manual, http('https://example.com')], connections: [] });
    expect((await (await world.as('viewer'))('POST', `${path}/versions`)).status).toBe(403);
    expect((await owner('POST', `${path.replace(world.root, world.otherRoot)}/versions`)).status).toBe(404);
    expect((await owner('POST', `${path}/versions`, {}, { 'if-match': '"r9"' })).status).toBe(412);
    expect(await versionsOf(path)).toHaveLength(1);
  });
});

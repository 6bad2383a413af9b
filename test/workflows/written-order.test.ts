import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { expectAsWritten } from '../support/executions/written-json.ts';
import { manual } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

type Drawing = {
  readonly nodes: readonly object[];
  readonly connections: readonly object[];
  readonly settings: object;
};

/** Nodes and settings whose keys stand in no usual order, with such data in configs, pinned data and variables. */
function drawingOf(objects: readonly JsonObject[]): Drawing {
  const [first = {}, ...others] = objects;
  return {
    nodes: [
      { name: 'Start', config: {}, type: 'trigger.manual', id: 'start' },
      {
        pinned_data: others.map((json) => ({ json })),
        type: 'action.set',
        settings: { timeout_ms: 5000, execute_once: true },
        position: { y: 2, x: 1 },
        config: { json: { more: objects }, mode: 'json' },
        name: 'Make',
        id: 'make',
      },
    ],
    connections: [{ target: 'make', source: 'start' }],
    settings: { variables: first, timezone: 'UTC', timeout_seconds: 60 },
  };
}

function drawnIn(body: unknown, ...path: readonly string[]): unknown {
  const inner = at(body, ...path);
  return { nodes: at(inner, 'nodes'), connections: at(inner, 'connections'), settings: at(inner, 'settings') };
}

async function create(drawing: object): Promise<{ readonly path: string; readonly body: unknown }> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'Written', ...drawing });
  return { path: `${world.root}/workflows/${textAt(body, 'id')}`, body };
}

/** Checks that each reading gives the drawing as it was written. */
function expectDrawing(read: (drawing: Drawing) => Promise<readonly unknown[]>): Promise<void> {
  return expectAsWritten(async (objects) => {
    const drawing = drawingOf(objects);
    for (const drawn of await read(drawing)) expect(JSON.stringify(drawn)).toBe(JSON.stringify(drawing));
    return objects;
  });
}

describe('a drawing', () => {
  it('is kept as it was written, in the answer, in the workflow and in its version', async () => {
    await expectDrawing(async (drawing) => {
      const { path, body } = await create(drawing);
      const read = await owner('GET', path);
      const version = await owner('GET', `${path}/versions/1`);
      return [drawnIn(body), drawnIn(read.body), drawnIn(version.body)];
    });
  });

  it('is exported and imported as it was written', async () => {
    await expectDrawing(async (drawing) => {
      const { path } = await create(drawing);
      const file = await owner('GET', `${path}/export`);
      const imported = await owner('POST', `${world.root}/workflows/import`, file.body);
      const again = `${world.root}/workflows/${textAt(imported.body, 'workflow', 'id')}`;
      const reread = await owner('GET', `${again}/export?version=1`);
      return [drawnIn(file.body), drawnIn(imported.body, 'workflow'), drawnIn(reread.body)];
    });
  });

  it('is duplicated and rolled back to as it was written', async () => {
    await expectDrawing(async (drawing) => {
      const { path } = await create(drawing);
      const copy = await owner('POST', `${path}/duplicate`, {});
      await owner('PUT', path, { nodes: [manual], connections: [] }, { 'if-match': '*' });
      const back = await owner('POST', `${path}/rollback`, { version: 1 }, { 'if-match': '*' });
      const read = await owner('GET', path);
      return [drawnIn(copy.body), drawnIn(back.body), drawnIn(read.body)];
    });
  });
});

const set = { id: 'set', type: 'action.set', name: 'set', config: { mode: 'json', json: { zeta: 1, aa: 2 } } };
const pinned = { ...set, pinned_data: [{ json: { zeta: 1, aa: 2 } }] };
const drawing = {
  nodes: [manual, pinned],
  connections: [{ source: 'start', target: 'set' }],
  settings: { timezone: 'UTC', variables: { zeta: 1, aa: 2 } },
};
const nodeInOrder = (node: object) => ({ ...drawing, nodes: [manual, node] });

describe('saving a drawing of which only an order of keys has changed', () => {
  const reordered = (...path: string[]) => [{ op: 'reorder', path, before: ['zeta', 'aa'], after: ['aa', 'zeta'] }];
  const { id, type, name, config, pinned_data } = pinned;

  it.each([
    [
      'a config',
      nodeInOrder({ ...pinned, config: { mode: 'json', json: { aa: 2, zeta: 1 } } }),
      { node: reordered('config', 'json') },
    ],
    [
      'the fields of a node',
      nodeInOrder({ name, id, type, config, pinned_data }),
      {
        node: [
          {
            op: 'reorder',
            path: [],
            before: Object.keys(pinned),
            after: ['name', 'id', 'type', 'config', 'pinned_data'],
          },
        ],
      },
    ],
    [
      'pinned data',
      nodeInOrder({ ...set, pinned_data: [{ json: { aa: 2, zeta: 1 } }] }),
      { node: [{ op: 'reorder', path: ['pinned_data', 0, 'json'], before: ['zeta', 'aa'], after: ['aa', 'zeta'] }] },
    ],
    [
      'variables',
      { ...drawing, settings: { timezone: 'UTC', variables: { aa: 2, zeta: 1 } } },
      { settings: reordered('variables') },
    ],
  ])('makes a version and tells the difference: %s', async (_, changed, expected) => {
    const { path } = await create(drawing);
    const saved = await owner('PUT', path, { ...changed, change_message: 'Other order' }, { 'if-match': '"r1"' });
    expect([saved.status, at(saved.body, 'version')]).toEqual([200, 2]);
    expect(JSON.stringify(drawnIn((await owner('GET', path)).body))).toBe(JSON.stringify(changed));
    expect(JSON.stringify(drawnIn((await owner('GET', `${path}/versions/1`)).body))).toBe(JSON.stringify(drawing));
    const diff = (await owner('GET', `${path}/diff?from=1&to=2`)).body;
    const [node] = [at(diff, 'nodes', 'changed')].flat();
    expect({ node: at(node, 'changes') ?? [], settings: at(diff, 'settings') }).toEqual({
      node: [],
      settings: [],
      ...expected,
    });
  });

  it('makes none if it is written as it was read', async () => {
    const { path, body } = await create(drawing);
    const saved = await owner('PUT', path, drawnIn(body), { 'if-match': '"r1"' });
    expect([saved.status, at(saved.body, 'version')]).toEqual([200, 1]);
  });
});

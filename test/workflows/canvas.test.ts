import { beforeAll, describe, expect, it } from 'vitest';
import { manual, noop } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

let world: Awaited<ReturnType<typeof createWorld>>;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

const position = { x: 10, y: -20.5 };
const size = { width: 240, height: 120 };
const upper = { id: 'n2', text: '# Upper', position, size, color: 'yellow' };
const lower = { id: 'n1', text: 'Lower', position };
const frame = { id: 'g1', name: 'Checks', nodes: ['start', 'gone'], position, size, collapsed: true };
const drawing = {
  nodes: [{ ...manual, position, size, color: 'teal' }, noop],
  connections: [],
  settings: { canvas: { notes: [upper, lower], groups: [frame] } },
};

async function create(graph: object = drawing): Promise<string> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'Drawn', ...graph });
  return `${world.root}/workflows/${textAt(body, 'id')}`;
}

describe('notes, groups, colours and sizes', () => {
  it('are kept in their order, in the drawing, its versions and its file, and hinder nobody from publishing', async () => {
    const path = await create();
    expect((await owner('GET', path)).body).toMatchObject(drawing);
    expect((await owner('POST', `${path}/publish`)).status).toBe(200);
    expect((await owner('GET', `${path}/versions/1`)).body).toMatchObject(drawing);
    const file = await owner('GET', `${path}/export`);
    const imported = await owner('POST', `${world.root}/workflows/import`, file.body);
    expect(at(imported.body, 'workflow')).toMatchObject(drawing);
  });

  it('are told by the difference of versions by their ids, and not as settings', async () => {
    const path = await create();
    const moved = { ...lower, position: { x: 11, y: 0 } };
    const note = { id: 'n3', text: 'New', position };
    const settings = { canvas: { notes: [moved, upper, note] } };
    await owner('PUT', path, { settings, change_message: 'Moved' }, { 'if-match': '*' });
    const { body } = await owner('GET', `${path}/diff?from=1&to=2`);
    expect(body).toMatchObject({
      settings: [],
      canvas: {
        notes: { added: [note], removed: [], reordered: true, changed: [{ id: 'n1' }] },
        groups: { added: [], removed: [frame] },
      },
    });
    expect(at(body, 'canvas', 'notes', 'changed', 0, 'changes')).toEqual([
      { op: 'replace', path: ['position', 'x'], before: 10, after: 11 },
      { op: 'replace', path: ['position', 'y'], before: -20.5, after: 0 },
    ]);
  });

  it('make a drawing other than it was, and the audit log does not repeat them', async () => {
    const path = await create();
    const id = path.split('/').at(-1) ?? '';
    for (const text of ['a', 'b', 'c']) {
      const settings = { canvas: { notes: [{ ...lower, text }] } };
      const { body } = await owner('PUT', path, { settings }, { 'if-match': '*' });
      expect([at(body, 'version'), at(body, 'draft_changed_by')]).toEqual([1, world.user]);
    }
    expect(await world.audited(id)).toEqual(['workflows.created', 'workflows.saved']);
  });

  it.each([
    ['a colour that is none', { notes: [{ ...lower, color: '#ff0000' }] }],
    ['a note without a text', { notes: [{ id: 'n', position }] }],
    ['two notes of one id', { notes: [lower, lower] }],
    ['a group that is flat', { groups: [{ ...frame, size: { width: 0, height: 1 } }] }],
    ['an unknown field', { notes: [{ ...lower, html: '<b>' }] }],
    ['a text that is too long', { notes: [{ ...lower, text: 'x'.repeat(10_001) }] }],
    ['too many notes', { notes: Array.from({ length: 1001 }, (_, n) => ({ ...lower, id: `n${n}` })) }],
  ])('are refused: %s', async (_, canvas) => {
    const graph = { nodes: [manual], connections: [], settings: { canvas } };
    const reply = await owner('POST', `${world.root}/workflows`, { name: 'Bad', ...graph });
    expect([reply.status, at(reply.body, 'errors', 0, 'code')]).toEqual([422, 'graph.malformed']);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { at, type Client, createWorld, textAt } from './world.ts';

let root: string;
let otherRoot: string;
let viewer: Client;

beforeAll(async () => {
  const world = await createWorld();
  ({ root, otherRoot } = world);
  const owner = await world.as('owner');
  viewer = await world.as('viewer');
  for (const [name, tags] of [
    ['Alpha', ['red']],
    ['Beta 100%', ['red', 'blue']],
    ['Gamma_x', []],
    ['Delta', ['blue']],
  ] as const) {
    await owner('POST', `${root}/workflows`, { name, tags });
  }
  const { body } = await owner('GET', `${root}/workflows?search=delta`);
  await owner('POST', `${root}/workflows/${textAt(body, 'data', 0, 'id')}/publish`);
});

async function names(query: string): Promise<unknown> {
  const { body } = await viewer('GET', `${root}/workflows${query}`);
  const data = at(body, 'data');
  return Array.isArray(data) ? data.map((row) => at(row, 'name')) : body;
}

describe('GET /workflows', () => {
  it.each([
    ['', ['Delta', 'Gamma_x', 'Beta 100%', 'Alpha']],
    ['?tag=red', ['Beta 100%', 'Alpha']],
    ['?status=active', ['Delta']],
    ['?status=active,draft&tag=blue', ['Delta', 'Beta 100%']],
    ['?sort=name', ['Alpha', 'Beta 100%', 'Delta', 'Gamma_x']],
    ['?sort=-name&tag=blue', ['Delta', 'Beta 100%']],
    ['?sort=created_at', ['Alpha', 'Beta 100%', 'Gamma_x', 'Delta']],
    ['?sort=-updated_at&limit=1', ['Delta']],
    ['?status=draft&tag=blue', ['Beta 100%']],
    ['?search=ALPH', ['Alpha']],
    ['?search=0%25', ['Beta 100%']],
    ['?search=_', ['Gamma_x']],
    ['?search=%25', ['Beta 100%']],
    ['?tag=green', []],
  ])('lists for %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('lists all pages, without graphs', async () => {
    const seen: unknown[] = [];
    let cursor: unknown = null;
    do {
      const { body } = await viewer('GET', `${root}/workflows?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      const data = at(body, 'data');
      seen.push(...(Array.isArray(data) ? data : []));
      cursor = at(body, 'next_cursor');
    } while (typeof cursor === 'string');
    expect(seen.map((row) => at(row, 'name'))).toEqual(['Delta', 'Gamma_x', 'Beta 100%', 'Alpha']);
    expect(seen[0]).not.toHaveProperty('nodes');
  });

  it('counts what it lists', async () => {
    for (const [query, count] of [
      ['', 4],
      ['?tag=red&status=draft', 2],
      ['?search=nothing', 0],
    ] as const) {
      const { body } = await viewer('GET', `${root}/workflows/count${query}`);
      expect(body).toEqual({ count, estimate: false });
    }
  });

  it('tells which tags there are', async () => {
    const { body } = await viewer('GET', `${root}/workflows/tags`);
    expect(at(body, 'data')).toEqual([
      { tag: 'blue', workflows: 2 },
      { tag: 'red', workflows: 2 },
    ]);
    expect(at((await viewer('GET', `${otherRoot}/workflows/tags`)).body, 'data')).toEqual([]);
  });

  it('lists nothing of another workspace', async () => {
    expect((await viewer('GET', `${otherRoot}/workflows`)).body).toEqual({
      data: [],
      has_more: false,
      next_cursor: null,
    });
  });

  it.each([
    '?limit=0',
    '?limit=-1',
    '?limit=101',
    '?status=deleted',
    '?status=',
    '?sort=status',
    '?colour=red',
    '?tag=',
  ])('refuses %j', async (query) => {
    const { status, body } = await viewer('GET', `${root}/workflows${query}`);
    expect([status, at(body, 'code')]).toEqual([400, 'input.invalid']);
  });

  it('refuses a cursor of another filter, and a forged one', async () => {
    const { body } = await viewer('GET', `${root}/workflows?limit=1`);
    for (const cursor of [`${textAt(body, 'next_cursor')}&tag=red`, 'made-up']) {
      const reply = await viewer('GET', `${root}/workflows?limit=1&cursor=${cursor}`);
      expect([reply.status, at(reply.body, 'code')]).toEqual([400, 'cursor.invalid']);
    }
  });
});

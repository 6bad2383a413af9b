import { beforeAll, describe, expect, it } from 'vitest';
import { manual, node } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

let root: string;
let owner: Client;

beforeAll(async () => {
  const world = await createWorld();
  ({ root } = world);
  owner = await world.as('owner');
});

function fields(count: number): { readonly [name: string]: number } {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`field_${index}`, 1]));
}

const GRAPHS = {
  'fields that a node does not have': [manual, { ...node('n', 'logic.noop', {}), ...fields(3_000) }],
  'nodes of no type': [manual, ...Array.from({ length: 3_000 }, (_, index) => node(`n${index}`, 'no.type', {}))],
  'fields that configs do not have': [
    manual,
    ...Array.from({ length: 20 }, (_, index) => node(`n${index}`, 'logic.noop', fields(90))),
  ],
};

describe('a graph with thousands of faults', () => {
  it.each(Object.entries(GRAPHS))(
    'is answered with a thousand of them, and little advice: %s',
    async (_name, nodes) => {
      const graph = { nodes, connections: [] };
      const checked = await owner('POST', `${root}/workflows/validate`, graph);
      expect(at(checked.body, 'valid')).toBe(false);
      expect(at(checked.body, 'errors')).toHaveLength(1_000);
      const saved = await owner('POST', `${root}/workflows`, { name: 'W', ...graph });
      if (saved.status === 201) expect(at(saved.body, 'faults')).toEqual(at(checked.body, 'errors'));
      const id = textAt(saved.body, 'id');
      const refused = saved.status === 201 ? await owner('POST', `${root}/workflows/${id}/publish`) : saved;
      expect([refused.status, at(refused.body, 'detail')]).toEqual([
        422,
        'The workflow has more than 1000 faults; nothing was stored. The first 1000 are told.',
      ]);
      expect(at(refused.body, 'errors')).toEqual(at(checked.body, 'errors'));
    },
  );

  it('tells the fields there are only at first', async () => {
    const { body } = await owner('POST', `${root}/workflows/validate`, {
      nodes: GRAPHS['fields that a node does not have'],
      connections: [],
    });
    expect(JSON.stringify(body).split('The fields here are').length - 1).toBe(20);
  });
});

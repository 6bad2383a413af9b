import { beforeAll, describe, expect, it } from 'vitest';
import { at, type Client, createWorld } from '../workflows/world.ts';

const PATH = '/api/v1/node-types/shapes';

let viewer: Client;

beforeAll(async () => {
  viewer = await (await createWorld()).as('viewer');
});

describe('POST /node-types/shapes', () => {
  it('tells the handles of each node as it is configured, in their order', async () => {
    const nodes = [
      { type: 'logic.switch', config: { mode: 'expression', outputs: 3, output: 0 } },
      { type: 'logic.merge', config: { mode: 'append', inputs: 4 } },
      { type: 'action.http', config: { method: 'POST' }, on_error: 'error_output' },
      { type: 'action.http', config: { method: 'GET' } },
      { type: 'action.teleport', config: {} },
      { type: 'trigger.manual', config: {} },
    ];
    const { status, body } = await viewer('POST', PATH, { nodes });
    expect(status).toBe(200);
    expect(at(body, 'data', 0, 'outputs')).toHaveLength(3);
    expect(at(body, 'data', 1, 'inputs')).toHaveLength(4);
    expect(at(body, 'data', 2)).toMatchObject({ outputs: ['main', 'error'], effect: 'write' });
    expect(at(body, 'data', 3)).toMatchObject({ outputs: ['main'], effect: 'read' });
    expect(at(body, 'data', 4)).toBeNull();
    expect(at(body, 'data', 5)).toMatchObject({ inputs: [], outputs: ['main'] });
  });

  it.each([{ outputs: 1e9, mode: 'expression' }, { rules: 'no list' }, { inputs: -5 }, { mode: { deep: [] } }])(
    'takes a config however odd it is: %j',
    async (config) => {
      for (const type of ['logic.switch', 'logic.merge', 'action.http']) {
        const { status, body } = await viewer('POST', PATH, { nodes: [{ type, config }] });
        expect(status).toBe(200);
        expect(JSON.stringify(body).length).toBeLessThan(5000);
      }
    },
  );

  it('refuses more nodes than a drawing needs, and what is no config', async () => {
    const node = { type: 'logic.noop', config: {} };
    expect((await viewer('POST', PATH, { nodes: Array.from({ length: 1001 }, () => node) })).status).toBe(400);
    expect((await viewer('POST', PATH, { nodes: [{ type: 'logic.noop', config: [] }] })).status).toBe(400);
    expect((await viewer('POST', PATH, { nodes: [{ ...node, id: 'x' }] })).status).toBe(400);
  });
});

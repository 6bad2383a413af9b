import { beforeAll, describe, expect, it } from 'vitest';
import { manual, node } from './graphs.ts';
import { at, type Client, createWorld } from './world.ts';

let root: string;
let owner: Client;

beforeAll(async () => {
  const world = await createWorld();
  ({ root } = world);
  owner = await world.as('owner');
});

function check(value: string, more: object = {}) {
  const set = { ...node('say', 'action.set', { mode: 'json', json: { deep: [value] } }), name: 'Say it', ...more };
  return owner('POST', `${root}/workflows/validate`, {
    nodes: [manual, set],
    connections: [{ source: 'start', target: 'say' }],
  });
}

describe('an expression that names another node', () => {
  it.each([
    "{{ $('nope').item.json.a }}",
    'Dear {{ $("nope").first().json.name }}',
    "{{ $node['nope'].json }}",
    '{{ $node.nope.json }}',
    '{{ node_outputs.nope.a }}',
    "{{ node_outputs['nope']?.a ?? 1 }}",
    "{{ $input.all().map((one) => $('nope').item.json.a + one.json.b) }}",
    "{{ $if(true, 1, $('nope').isExecuted) }}",
  ])('is a fault if there is none: %s', async (value) => {
    const { status, body } = await check(value);
    expect([status, at(body, 'valid')]).toEqual([200, false]);
    expect(at(body, 'errors')).toEqual([
      {
        code: 'graph.unknown_reference',
        message: expect.stringMatching(/^There is no node "nope".*The nodes are "start", "Say it"\.$/),
        node_id: 'say',
        path: ['nodes', 1, 'config', 'json', 'deep', 0],
      },
    ]);
  });

  it('is told which was perhaps meant', async () => {
    expect(JSON.stringify((await check("{{ $('strat').item }}")).body)).toContain('Did you mean \\"start\\"?');
  });

  it.each([
    "{{ $('start').item.json.a }}",
    "{{ $('Say it').isExecuted }}",
    '{{ node_outputs.start.a }}',
    '{{ $node[$json.which].json }}',
    "{{ $('no' + 'pe').item }}",
    '{{ node_outputs[$json.which] }}',
    '{{ node_outputs.keys() }}',
    '{{ { nope: 1 }.nope }}',
    "$('nope')",
  ])('is taken if there is one, or if it can only be known later: %s', async (value) => {
    expect((await check(value)).body).toMatchObject({ valid: true });
  });

  it('is no fault beside a node that could not be read', async () => {
    const { body } = await check("{{ $('Say it').isExecuted }}", { colour: 'red' });
    expect(at(body, 'errors')).toMatchObject([{ code: 'graph.malformed' }]);
  });
});

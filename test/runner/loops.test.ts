import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../src/engine/json.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, type Graph, node, type User } from '../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function run(
  graph: Graph,
  input: readonly JsonObject[],
): Promise<{ status: unknown; output: unknown; id: string }> {
  const created = await user.api('POST', '/workflows', { name: 'Loop', settings: {}, ...graph });
  expect([created.status, created.text]).toEqual([201, expect.any(String)]);
  const reply = await execute(user, String(created.json.id), { input, wait: true });
  return { status: reply.json.status, output: reply.json.output_data, id: String(reply.json.execution_id) };
}

function numbers(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, n) => ({ n }));
}

const double = node('double', 'action.set', { mode: 'json', json: { n: '{{ $json.n * 2 }}' } });

describe('a loop', () => {
  // start → loop ⇄ double
  //           └ done → end
  const simple = (batch_size: number): Graph => ({
    nodes: [
      node('start', 'trigger.manual'),
      node('loop', 'logic.loop', { batch_size }),
      double,
      node('end', 'logic.noop'),
    ],
    connections: [...chain('start → loop:loop → double → loop'), ...chain('loop:done → end')],
  });

  it.each([1, 2, 5, 100])('sends all items on in order with a batch size of %i', async (batchSize) => {
    const { status, output } = await run(simple(batchSize), numbers(5));
    expect([status, output]).toEqual(['completed', [0, 2, 4, 6, 8].map((n) => ({ n }))]);
  });

  it('keeps one run of each node per round in the history', async () => {
    const { id } = await run(simple(2), numbers(5));
    const nodes = await user.api('GET', `/executions/${id}/nodes?limit=100`);
    const rows = z
      .array(z.object({ node_id: z.string(), run_index: z.number(), status: z.string() }))
      .parse(nodes.json.data);
    expect(rows.map((row) => `${row.node_id}${row.run_index}`)).toEqual([
      'start0',
      'loop0',
      'double0',
      'loop1',
      'double1',
      'loop2',
      'double2',
      'loop3',
      'end0',
    ]);
  });

  it('finds the linked item of a node before the loop', async () => {
    const graph = simple(2);
    const end = node('end', 'action.set', { mode: 'json', json: { n: "{{ $('start').item.json.n }}" } });
    const { output } = await run({ ...graph, nodes: [...graph.nodes.slice(0, 3), end] }, numbers(3));
    expect(output).toEqual(numbers(3));
  });

  it('goes on with the next batch when a round sends nothing back', async () => {
    // start → loop → keep:true → loop, loop:done → end
    const keep = node('keep', 'logic.if', {
      conditions: {
        combinator: 'and',
        conditions: [
          { left_value: '{{ $json.n % 2 }}', operator: { type: 'number', operation: 'equals' }, right_value: 0 },
        ],
      },
    });
    const { status, output } = await run(
      {
        nodes: [node('start', 'trigger.manual'), node('loop', 'logic.loop', {}), keep, node('end', 'logic.noop')],
        connections: [...chain('start → loop:loop → keep:true → loop'), ...chain('loop:done → end')],
      },
      numbers(4),
    );
    expect([status, output]).toEqual(['completed', [{ n: 0 }, { n: 2 }]]);
  });

  it('nests', async () => {
    // start → outer → inner ⇄ double, inner:done → outer, outer:done → end
    const { status, output } = await run(
      {
        nodes: [
          node('start', 'trigger.manual'),
          node('outer', 'logic.loop', { batch_size: 2 }),
          node('inner', 'logic.loop', { batch_size: 1 }),
          double,
          node('end', 'logic.noop'),
        ],
        connections: [
          ...chain('start → outer:loop → inner:loop → double → inner:done'),
          ...chain('inner:done → outer:done → end'),
        ],
      },
      numbers(4),
    );
    expect([status, output]).toEqual(['completed', [0, 2, 4, 6].map((n) => ({ n }))]);
  });

  it('runs a thousand rounds', async () => {
    const { status, output } = await run(simple(1), numbers(1000));
    expect([status, z.array(z.unknown()).parse(output).length]).toEqual(['completed', 1000]);
  });
});

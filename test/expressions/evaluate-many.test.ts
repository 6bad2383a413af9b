import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { newId } from '../../src/shared/ids.ts';
import { chain } from '../support/graph.ts';
import { runToEnd } from '../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, type Reply, send, type User } from '../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function evaluateMany(body: JsonObject, as: User = user): Promise<Reply> {
  return as.api('POST', '/expressions/evaluate-many', body);
}

async function results(body: JsonObject): Promise<JsonObject[string]> {
  const reply = await evaluateMany(body);
  expect([reply.status, reply.text]).toEqual([200, reply.text]);
  return reply.json.results ?? null;
}

describe('many expressions', () => {
  it('are evaluated each for itself: one that fails stops no other', async () => {
    const values = ['{{ $json.n + 1 }}', '{{ $json.a.b.c }}', '{{ 1 + }}', { list: ['{{ $json.n }}'] }, 'plain'];
    expect(await results({ values, items: [{ n: 7 }] })).toMatchObject([
      { value: 8, type: 'number' },
      { error: { code: 'expression.undefined', path: [] } },
      { error: { code: 'expression.syntax' } },
      { value: { list: [7] }, type: 'object' },
      { value: 'plain', type: 'string' },
    ]);
  });

  it('that take all of their budgets leave the others theirs', async () => {
    const endless = '{{ Array.from({ length: 1e6 }, (_, i) => [...Array(1000)].map(() => i)).length }}';
    const found = await results({ values: [endless, '{{ 1 }}'] });
    expect(found).toMatchObject([{ error: { code: expect.stringMatching(/^expression\.budget_/) } }, { value: 1 }]);
  });

  it.each<[string, JsonObject]>([
    ['none', { values: [] }],
    ['more than a hundred', { values: Array.from({ length: 101 }, () => 'x') }],
    ['one that is too long', { values: ['x'.repeat(100_001)] }],
    ['too much in all', { values: Array.from({ length: 3 }, () => 'x'.repeat(90_000)) }],
    ['a drawing of no workflow', { values: ['x'], graph: { nodes: [], connections: [] }, node_id: 'a' }],
    ['a workflow without a node', { values: ['x'], workflow_id: newId(0) }],
    ['a workflow and data', { values: ['x'], workflow_id: newId(0), node_id: 'a', items: [] }],
  ])('are refused if they are %s', async (_what, body) => {
    expect(await evaluateMany(body)).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
  });
});

const MAKE = `return [{ json: { n: 1 } }, { json: { n: 2 } }];`;

/** start → make → (nothing yet) */
function drawn(): Graph {
  const nodes = [node('start', 'trigger.manual'), node('make', 'action.code', { code: MAKE })];
  return { nodes, connections: chain('start → make') };
}

/** The same with a node that has not run, and whose URL is missing. */
function drawnOn({ nodes, connections }: Graph = drawn()): JsonObject {
  const call = node('call', 'action.http', {}, { name: 'Call' });
  return JSON.parse(
    JSON.stringify({ nodes: [...nodes, call], connections: [...connections, ...chain('make → call')] }),
  );
}

describe('a node of a drawing that has not run', () => {
  const values = [
    '{{ $json.n }}',
    "{{ $('make').item.json.n * 10 }}",
    '{{ $input.all().length }}',
    '{{ input_data.x }}',
  ];

  it('reads what the nodes before it have brought forth', async () => {
    const { id } = await createWorkflow(user, drawn());
    const run = await runToEnd(user, id, { x: 'in' });
    const body = { values, workflow_id: id, execution_id: run.id, node_id: 'call', item_index: 1 };
    const inDrawing = await results({ ...body, graph: drawnOn() });
    expect(inDrawing).toEqual([
      { value: 2, type: 'number' },
      { value: 20, type: 'number' },
      { value: 2, type: 'number' },
      { value: 'in', type: 'string' },
    ]);
    expect((await evaluateMany(body)).status).toBe(404);
    const one = await user.api('POST', '/expressions/evaluate', {
      value: '{{ $json.n }}',
      workflow_id: id,
      execution_id: run.id,
      node_id: 'call',
      graph: drawnOn(),
    });
    expect(one.json).toEqual({ value: 1, type: 'number' });
  });

  it('reads what is pinned, without any execution', async () => {
    const { nodes, connections } = drawn();
    const pinned = nodes.map((one) => (one.id === 'make' ? { ...one, pinned_data: [{ json: { n: 5 } }] } : one));
    const { id } = await createWorkflow(user, drawn());
    const graph = drawnOn({ nodes: pinned, connections });
    expect(await results({ values, workflow_id: id, node_id: 'call', graph })).toMatchObject([
      { value: 5 },
      { value: 50 },
      { value: 1 },
      { error: { code: 'expression.undefined' } },
    ]);
  });

  it('reads the drawing that is saved, if none is sent', async () => {
    const { id } = await createWorkflow(user, drawn());
    const found = await results({
      values: ['{{ $input.all().length }}', '{{ $workflow.name }}'],
      workflow_id: id,
      node_id: 'make',
    });
    expect(found).toEqual([
      { value: 0, type: 'number' },
      { value: 'Test', type: 'string' },
    ]);
  });

  it('reads nothing that the execution did not keep', async () => {
    const graph = { ...drawn(), settings: { keep_data: 'none' } };
    const { id } = await createWorkflow(user, graph);
    const run = await runToEnd(user, id);
    const body = { values, workflow_id: id, execution_id: run.id, node_id: 'call', graph: drawnOn() };
    expect(await evaluateMany(body)).toMatchObject({ status: 409, json: { code: 'executions.data_not_kept' } });
  });

  it('may stand in a drawing of which the rest is unreadable', async () => {
    const { id } = await createWorkflow(user, drawn());
    const odd = [{ id: 'odd', type: 'action.of_nowhere', name: 'odd', config: {} }, { id: 7 }, 'x'];
    const { nodes, connections } = drawn();
    const graph = { nodes: [...nodes, ...odd], connections: [...connections, { source: 'odd', target: 'make' }, {}] };
    const body = { values: ['{{ 1 }}'], workflow_id: id, node_id: 'make', graph: JSON.parse(JSON.stringify(graph)) };
    expect(await results(body)).toEqual([{ value: 1, type: 'number' }]);
  });

  it('reads nothing of another workspace', async () => {
    const other = await createUser();
    const { id } = await createWorkflow(user, drawn());
    const run = await runToEnd(user, id);
    const own = await createWorkflow(other, drawn());
    for (const body of [
      { workflow_id: id, node_id: 'make' },
      { workflow_id: own.id, execution_id: run.id, node_id: 'make' },
    ]) {
      expect((await evaluateMany({ values: ['{{ $json }}'], ...body }, other)).status).toBe(404);
    }
  });

  it('is shown to nobody who may not see workflows', async () => {
    const { id } = await createWorkflow(user, drawn());
    const made = await user.api('POST', '/api-keys', { name: 'Monitor', scopes: ['executions:read'] });
    const as = { authorization: '', 'x-api-key': String(made.json.key) };
    const body = { values: ['{{ 1 }}'], workflow_id: id, node_id: 'make' };
    const reply = await user.api('POST', '/expressions/evaluate-many', body, as);
    expect(reply).toMatchObject({ status: 403, json: { code: 'permissions.denied' } });
  });
});

describe('GET /expressions/reference', () => {
  it('tells all that expressions have', async () => {
    const headers = { authorization: user.authorization };
    const reply = await send('GET', '/api/v1/expressions/reference', { headers });
    expect(reply.json.data).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ of: 'names', name: '$json', kind: 'value' }),
        expect.objectContaining({
          of: 'text',
          name: 'toTitleCase',
          kind: 'function',
          signature: 'toTitleCase(): text',
        }),
      ]),
    );
    const etag = reply.headers.get('etag') ?? '';
    const again = await send('GET', '/api/v1/expressions/reference', {
      headers: { ...headers, 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    expect((await send('GET', '/api/v1/expressions/reference')).status).toBe(401);
  });
});

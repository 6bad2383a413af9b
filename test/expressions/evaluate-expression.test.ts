import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { newId } from '../../src/shared/ids.ts';
import { PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, post, publish, type Reply, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function evaluate(body: JsonObject, as: User = user): Promise<Reply> {
  return as.api('POST', '/expressions/evaluate', body);
}

/** What a value comes to over given data. */
async function answerTo(value: JsonObject[string], given: JsonObject = {}): Promise<JsonObject> {
  const reply = await evaluate({ value, ...given });
  expect(reply.status).toBe(200);
  return reply.json;
}

describe('over given data, a value', () => {
  it.each([
    ['{{ $json.n + 1 }}', 8, 'number'],
    ['n is {{ $json.n }}', 'n is 7', 'string'],
    ['{{ $json }}', { n: 7 }, 'object'],
    ['{{ $input.all().map((item) => item.json.n) }}', [7, 8], 'array'],
    ['{{ $json.nothing }}', null, 'undefined'],
    ['{{ null }}', null, 'null'],
    ['{{ $json.n > 1 }}', true, 'boolean'],
    ['{{ $vars.city + input_data.x + $itemIndex }}', 'Bonn10', 'string'],
    ["{{ $('shop').item.json.id + node_outputs.shop.id }}", 'aa', 'string'],
    [
      "{{ DateTime.fromISO('2026-01-01T00:00', { zone: $now.zoneName }).toISO() }}",
      '2026-01-01T00:00:00.000+01:00',
      'string',
    ],
    [
      { url: 'https://a.test/{{ $json.n }}', list: ['{{ $json.n }}', 1] },
      { url: 'https://a.test/7', list: [7, 1] },
      'object',
    ],
    ['no expression', 'no expression', 'string'],
  ])('%j comes to %j', async (value, result, type) => {
    const given = {
      items: [{ n: 7 }, { n: 8 }],
      node_outputs: { shop: [{ id: 'a' }, { id: 'b' }] },
      input_data: { x: 1 },
      variables: { city: 'Bonn' },
      timezone: 'Europe/Berlin',
    };
    expect(await answerTo(value, given)).toEqual({ value: result, type });
  });

  it('reads the requested item', async () => {
    const given = { items: [{ n: 7 }, { n: 8 }], node_outputs: { shop: [{ id: 'a' }, { id: 'b' }] }, item_index: 1 };
    expect(await answerTo("{{ $json.n + $('shop').item.json.id }}", given)).toEqual({ value: '8b', type: 'string' });
  });
});

describe('an expression that fails', () => {
  it('is answered with 200, with the place and the reason', async () => {
    expect(await answerTo({ to: ['Dear {{ $json.user.name.first }}'] }, { items: [{ user: {} }] })).toEqual({
      error: {
        code: 'expression.undefined',
        message: 'Cannot read "first": $json.user.name is undefined.',
        expression: '$json.user.name.first',
        path: ['to', 0],
        column: 9,
      },
    });
  });

  it('comes to undefined in lenient mode', async () => {
    expect(await answerTo('{{ $json.a.b.c }}', { expression_errors: 'lenient' })).toEqual({
      value: null,
      type: 'undefined',
    });
  });

  it.each([
    ['{{ $json.( }}', 'expression.syntax'],
    ['{{ }}', 'expression.syntax'],
    ['{{ $json.name.trim }}', 'expression.not_data'],
    ['{{ () => 1 }}', 'expression.not_data'],
    ['{{ Math }}', 'expression.not_data'],
    ["{{ $('shop') }}", 'expression.not_data'],
    ['{{ $input }}', 'expression.not_data'],
    ["{{ $('nobody').item }}", 'expression.unknown_node'],
    ['{{ [].constructor.constructor("return 1")() }}', 'expression.forbidden'],
    ["{{ 'x'.repeat(1e9) }}", 'expression.budget_memory'],
    ['{{ Array.from({ length: 1e6 }, (_, i) => [...Array(1000)].map(() => i)).length }}', 'expression.budget_steps'],
    [`{{ ${'('.repeat(500)}1${')'.repeat(500)} }}`, 'expression.too_deep'],
    [`{{ '${'x'.repeat(10_001)}' }}`, 'expression.too_long'],
    ['{{ 1 }}'.repeat(1100), 'expression.too_long'],
  ])('has its own error code: %#', async (value, code) => {
    const answer = await answerTo(value, { items: [{ name: 'Ada' }], node_outputs: { shop: [{}] } });
    expect(answer).toMatchObject({ error: { code, message: expect.stringMatching(/./) } });
  });
});

describe('an invalid request', () => {
  it.each<[string, JsonObject, string]>([
    ['without a value', {}, 'value'],
    ['with a value that is too long', { value: 'x'.repeat(100_001) }, 'value'],
    ['with items that are no objects', { value: '', items: [1] }, 'items'],
    ['with an index below 0', { value: '', item_index: -1 }, 'item_index'],
    ['with a zone that is none', { value: '', timezone: 'Mars/Olympus' }, 'timezone'],
    ['with an execution but no node', { value: '', execution_id: newId(0) }, 'node_id'],
    ['with an execution and data', { value: '', execution_id: newId(0), node_id: 'a', items: [] }, 'items'],
    ['with a mode that there is not', { value: '', expression_errors: 'ignore' }, 'expression_errors'],
  ])('%s is refused', async (_what, body, field) => {
    const { status, json } = await evaluate(body);
    expect([status, json.code]).toEqual([400, 'input.invalid']);
    expect(JSON.stringify(json.errors)).toContain(`"${field}"`);
  });
});

describe("over an execution's data", () => {
  let execution: string;

  // start → pick ─true→ greet
  beforeAll(async () => {
    const pick = node('pick', 'logic.if', {
      conditions: {
        conditions: [{ left_value: '{{ $json.n }}', operator: { type: 'number', operation: 'gt' }, right_value: 1 }],
      },
    });
    const greet = node('greet', 'action.set', { mode: 'json', json: { hello: '{{ $json.n }}' } });
    const connections = chain('start → pick:true → greet');
    const nodes = [node('start', 'trigger.manual'), pick, greet];
    const settings = { variables: { city: 'Bonn' }, expression_errors: 'lenient' };
    const workflow = await publish(user, { nodes, connections, settings });
    const input = [1, 2, 3].map((n) => ({ n, name: `name ${n}` }));
    execution = await startExecution(user, workflow.id, input);
    await untilStatus(user, execution, 'completed');
  });

  const at = (more: JsonObject) => evaluate({ execution_id: execution, node_id: 'greet', ...more });

  it('sees the items that the node received', async () => {
    const { json } = await at({ value: '{{ $input.all().map((item) => item.json.n) }}' });
    expect(json).toEqual({ value: [2, 3], type: 'array' });
  });

  it('finds the linked item of a node before it', async () => {
    const { json } = await at({ value: "{{ $('start').item.json.name }} in {{ $vars.city }}", item_index: 1 });
    expect(json).toEqual({ value: 'name 3 in Bonn', type: 'string' });
  });

  it('is strict or lenient as the workflow is, unless the request says otherwise', async () => {
    const value = '{{ $json.a.b }}';
    expect((await at({ value })).json).toEqual({ value: null, type: 'undefined' });
    expect((await at({ value, expression_errors: 'strict' })).json).toMatchObject({
      error: { code: 'expression.undefined' },
    });
  });

  it.each([
    [{ node_id: 'nobody' }, 'expressions.node_run_not_found'],
    [{ run_index: 1 }, 'expressions.node_run_not_found'],
    [{ item_index: 2 }, 'expressions.item_not_found'],
    [{ execution_id: newId(0) }, 'executions.not_found'],
  ])('refuses what does not exist: %j', async (more, code) => {
    expect(await at({ value: '', ...more })).toMatchObject({ status: 404, json: { code } });
  });

  it('is refused to a key without workflows:read', async () => {
    const { json } = await user.api('POST', '/api-keys', { name: 'Monitor', scopes: ['executions:read'] });
    const path = `/api/v1/workspaces/${user.workspaceId}/expressions/evaluate`;
    const ask = (body: JsonObject) => post(path, body, { 'x-api-key': String(json.key) });
    expect(await ask({ value: '{{ 1 + 1 }}' })).toMatchObject({ status: 200, json: { value: 2 } });
    const reply = await ask({ value: "{{ $('pick').params }}", execution_id: execution, node_id: 'greet' });
    expect(reply).toMatchObject({ status: 403, json: { code: 'permissions.denied' } });
  });

  it('is hidden from another workspace', async () => {
    const stranger = await createUser();
    const reply = await evaluate({ value: '{{ $json }}', execution_id: execution, node_id: 'greet' }, stranger);
    expect(reply).toMatchObject({ status: 404, json: { code: 'executions.not_found' } });
  });
});

describe('over the data of an execution', () => {
  // start → one → two
  it('sees the input of a node that is still running', async () => {
    const target = newTarget();
    const nodes = [
      node('start', 'trigger.manual'),
      node('one', 'action.http', { method: 'POST', url: target.url('echo') }),
      node('two', 'action.http', { method: 'POST', url: target.url('hold') }),
    ];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → one → two') });
    const execution = await startExecution(user, workflow, { n: 7 });
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(2), PATIENCE);
    const value = "{{ $json.method + $('start').item.json.n }}";
    const { json } = await evaluate({ value, execution_id: execution, node_id: 'two' });
    expect(json).toEqual({ value: 'POST7', type: 'string' });
    await target.open();
    await untilStatus(user, execution, 'completed');
  });

  // start → end
  /** start → end, with an input that history has no room for. */
  async function ranWithLargeInput(): Promise<string> {
    const nodes = [node('start', 'trigger.manual'), node('end', 'logic.noop')];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → end') });
    const execution = await startExecution(user, workflow, { text: 'x'.repeat(500_000) });
    await untilStatus(user, execution, 'completed');
    return execution;
  }

  it('has data that were too large for history, from the bucket', async () => {
    const execution_id = await ranWithLargeInput();
    const reply = await evaluate({ value: '{{ $json.text.length }}', execution_id, node_id: 'end' });
    expect(reply).toMatchObject({ status: 200, json: { value: 500_000, type: 'number' } });
  });

  it('is refused if the data were too large for history, and are in no bucket', async () => {
    const execution_id = await ranWithLargeInput();
    await testDatabase().sql.query(
      `UPDATE node_executions SET output_data = '{"truncated": true, "bytes": 500000}' WHERE execution_id = $1::uuid`,
      [execution_id],
    );
    const reply = await evaluate({ value: '{{ $json }}', execution_id, node_id: 'end' });
    expect(reply).toMatchObject({ status: 409, json: { code: 'expressions.data_cut' } });
  });
});

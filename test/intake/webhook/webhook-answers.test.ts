import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import { executionId, getNodes, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { createUser, node, post, publish, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const set = node('set', 'action.set', { mode: 'json', json: { name: '{{ $json.body.name.toUpperCase() }}' } });

/** hook → middle → last */
function hooked(config: JsonObject, ...middle: readonly WorkflowNode[]) {
  const nodes = [node('hook', 'trigger.webhook', config), ...middle];
  return { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')) };
}

function calling(url: string, method = 'POST'): WorkflowNode {
  return node('call', 'action.http', { method, url });
}

const answer = node('answer', 'action.respond', {
  respond_with: 'json',
  body: { hello: '{{ $json.name }}' },
  status: 201,
  headers: { 'X-Ours': 'yes' },
});

describe('a webhook that answers at once', () => {
  it('answers 202 with the execution, which completes by itself', async () => {
    const { webhook } = await publish(user, hooked({}, set));
    const reply = await post(webhook, { name: 'ada' });
    expect([reply.status, reply.json.status]).toEqual([202, 'queued']);
    expect(reply.headers.get('linkflow-execution-id')).toBe(reply.json.execution_id);
    const execution = await untilStatus(user, executionId(reply), 'completed');
    expect(execution).toMatchObject({ output_data: [{ name: 'ADA' }], trigger_type: 'webhook', nodes_completed: 2 });
  });

  it('does so for a workflow with an effect', async () => {
    const target = newTarget();
    const { webhook } = await publish(user, hooked({}, calling(target.url('echo'))));
    const id = executionId(await post(webhook, { name: 'ada' }));
    await untilStatus(user, id, 'completed');
    expect((await target.calls()).map(({ key }) => key)).toEqual([`${id}:call:0:0`]);
  });
});

describe('a webhook that answers by a respond node', () => {
  const config = { respond: 'respond_node' };

  it('answers with the status, headers and body of the node', async () => {
    const { webhook } = await publish(user, hooked(config, set, answer));
    const reply = await post(webhook, { name: 'ada' });
    expect([reply.status, reply.json, reply.headers.get('x-ours')]).toEqual([201, { hello: 'ADA' }, 'yes']);
  });

  it('answers before the nodes behind it have run', async () => {
    const target = newTarget();
    const { webhook } = await publish(user, hooked(config, set, answer, calling(target.url('hold'))));
    const reply = await post(webhook, { name: 'ada' });
    expect(reply.status).toBe(201);
    await target.open();
    await untilStatus(user, executionId(reply), 'completed');
  });

  it('answers with the status of the trigger when no node has answered', async () => {
    const { webhook } = await publish(user, hooked({ ...config, response: { status: 204 } }, set));
    expect((await post(webhook, { name: 'ada' })).status).toBe(204);
  });

  it('answers with a response that is too large for history', async () => {
    const large = node('answer', 'action.respond', {
      respond_with: 'json',
      body: { text: "{{ 'x'.repeat(600000) }}" },
    });
    const { webhook } = await publish(user, hooked(config, large));
    expect(String((await post(webhook, {})).json.text)).toHaveLength(600_000);
  });
});

describe('a webhook that answers with its last node', () => {
  const config = { respond: 'last_node' };
  const split = node('split', 'action.set', { mode: 'json', json: { n: '{{ $json.body.n }}' } });

  it('gives the first item', async () => {
    const { webhook } = await publish(user, hooked(config, set));
    const reply = await post(webhook, { name: 'ada' });
    expect([reply.status, reply.json]).toEqual([200, { name: 'ADA' }]);
  });

  it('gives all items', async () => {
    const response = { status: 203, body: 'all_items' };
    const { webhook } = await publish(user, hooked({ ...config, response }, split));
    const reply = await post(webhook, { n: 1 });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([203, [{ n: 1 }]]);
  });

  it('gives nothing', async () => {
    const { webhook } = await publish(user, hooked({ ...config, response: { status: 200, body: 'none' } }, split));
    const reply = await post(webhook, { n: 1 });
    expect([reply.status, reply.text]).toEqual([200, '']);
  });

  it('answers with an item that is too large for history, which finds it in the bucket', async () => {
    const large = node('large', 'action.set', { mode: 'json', json: { text: "{{ 'x'.repeat(600000) }}" } });
    const { webhook } = await publish(user, hooked(config, large));
    const reply = await post(webhook, {});
    expect(String(reply.json.text)).toHaveLength(600_000);
    const nodes = await getNodes(user, executionId(reply));
    expect(nodes.at(-1)?.output_data).toMatchObject({ main: [{ json: reply.json }] });
  });

  it('answers 502 with the reason when the execution failed', async () => {
    const stop = node('stop', 'action.stop_error', { message: 'No lines' });
    const { webhook } = await publish(user, hooked(config, stop));
    const reply = await post(webhook, {});
    expect([reply.status, reply.json.code, reply.json.detail]).toEqual([
      502,
      'executions.failed',
      'The execution failed: No lines.',
    ]);
    await untilStatus(user, executionId(reply), 'failed');
  });
});

describe('a caller at the timeout of the webhook', () => {
  const config = { respond: 'last_node', response_timeout_seconds: 1 };

  it.each(['GET', 'POST'])('gets 202, and the execution, which waits for a %s, goes on', async (method) => {
    const target = newTarget();
    const { webhook } = await publish(user, hooked(config, calling(target.url('hold'), method)));
    const reply = await post(webhook, {});
    expect(reply.status).toBe(202);
    await target.open();
    await untilStatus(user, executionId(reply), 'completed');
    expect((await target.calls()).length).toBeLessThanOrEqual(method === 'POST' ? 1 : 2);
  });
});

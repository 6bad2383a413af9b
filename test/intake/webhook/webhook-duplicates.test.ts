import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import { executionId, getExecution, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { createUser, node, post, publish, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** hook → last */
function hooked(config: JsonObject, last: WorkflowNode) {
  return { nodes: [node('hook', 'trigger.webhook', config), last], connections: chain(`hook → ${last.id}`) };
}

const answer = node('answer', 'action.respond', {
  respond_with: 'json',
  body: { n: '{{ $json.body.n }}' },
  status: 201,
  headers: { 'X-Ours': 'yes' },
});

async function countExecutions(id: string): Promise<number> {
  const { json } = await user.api('GET', `/executions?workflow_id=${id}`);
  return Array.isArray(json.data) ? json.data.length : -1;
}

describe('a delivery that comes twice', () => {
  it('starts one execution, and gets the answer of the first one', async () => {
    const { id, webhook } = await publish(user, hooked({ respond: 'respond_node' }, answer));
    const first = await post(webhook, { n: 1 }, { 'x-github-delivery': 'a' });
    const second = await post(webhook, { n: 2 }, { 'x-github-delivery': 'a' });
    expect([second.status, second.json, second.headers.get('x-ours')]).toEqual([201, { n: 1 }, 'yes']);
    expect(executionId(second)).toBe(executionId(first));
    expect([first.headers.get('linkflow-duplicate'), second.headers.get('linkflow-duplicate')]).toEqual([null, 'true']);
    expect(await countExecutions(id)).toBe(1);
  });

  it('is not taken for one that another sender names alike in a header of its own', async () => {
    const { id, webhook } = await publish(user, hooked({ respond: 'respond_node' }, answer));
    const headers = ['x-github-delivery', 'idempotency-key', 'webhook-id'];
    const replies = [];
    for (const [n, header] of headers.entries()) replies.push(await post(webhook, { n }, { [header]: 'same' }));
    expect(replies.map(({ json }) => json.n)).toEqual([0, 1, 2]);
    expect((await post(webhook, { n: 9 }, { 'webhook-id': 'same' })).json).toEqual({ n: 2 });
    expect(await countExecutions(id)).toBe(3);
  });

  it('is not taken for one whose id looks like a header and an id', async () => {
    const headers = ['a', 'a-b'];
    const hook = { respond: 'respond_node', deduplication_headers: headers };
    const { webhook } = await publish(user, hooked(hook, answer));
    await post(webhook, { n: 1 }, { a: 'b:c' });
    expect((await post(webhook, { n: 2 }, { 'a-b': 'c' })).json).toEqual({ n: 2 });
  });

  it('counts as new with another delivery id', async () => {
    const { id, webhook } = await publish(user, hooked({ respond: 'respond_node' }, answer));
    await post(webhook, { n: 1 }, { 'x-github-delivery': 'a' });
    expect((await post(webhook, { n: 2 }, { 'x-github-delivery': 'b' })).json).toEqual({ n: 2 });
    expect(await countExecutions(id)).toBe(2);
  });

  it('counts as new at another webhook', async () => {
    const one = await publish(user, hooked({ respond: 'respond_node' }, answer));
    const two = await publish(user, hooked({ respond: 'respond_node' }, answer));
    await post(one.webhook, { n: 1 }, { 'x-github-delivery': 'a' });
    expect((await post(two.webhook, { n: 2 }, { 'x-github-delivery': 'a' })).json).toEqual({ n: 2 });
  });

  it.each(['respond_node', 'immediately'])('starts one execution when both come at once (%s)', async (respond) => {
    const { id, webhook } = await publish(user, hooked({ respond }, answer));
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => post(webhook, { n: 1 }, { 'idempotency-key': 'same' })),
    );
    expect(new Set(replies.map(executionId)).size).toBe(1);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([respond === 'immediately' ? 202 : 201]));
    expect(await countExecutions(id)).toBe(1);
  });

  it('has its effect once, and gets the status of the first execution', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'POST', url: target.url('hold') });
    const { webhook } = await publish(user, hooked({ respond: 'last_node', response_timeout_seconds: 1 }, call));
    const first = await post(webhook, {}, { 'webhook-id': 'a' });
    const second = await post(webhook, {}, { 'webhook-id': 'a' });
    expect([second.status, second.json]).toEqual([202, { execution_id: executionId(first), status: 'running' }]);
    await target.open();
    await untilStatus(user, executionId(first), 'completed');
    const third = await post(webhook, {}, { 'webhook-id': 'a' });
    expect([third.status, third.json.method, (await target.calls()).length]).toEqual([200, 'POST', 1]);
  });

  it('gets the id of the execution if the answer was too large for history', async () => {
    const large = node('large', 'action.respond', { respond_with: 'text', body: "{{ 'x'.repeat(600000) }}" });
    const { webhook } = await publish(user, hooked({ respond: 'respond_node' }, large));
    const first = await post(webhook, {}, { 'webhook-id': 'a' });
    const second = await post(webhook, {}, { 'webhook-id': 'a' });
    expect([first.text.length, second.status, second.json]).toEqual([
      600_000,
      202,
      { execution_id: executionId(first), status: 'completed' },
    ]);
  });

  it('may have an id as long as fits into a dedupe key', async () => {
    const { webhook } = await publish(user, hooked({}, answer));
    const reply = await post(webhook, {}, { 'webhook-id': 'x'.repeat(300) });
    expect([reply.status, reply.json.code]).toEqual([400, 'webhooks.delivery_id_too_long']);
    const taken = await post(webhook, {}, { 'webhook-id': 'x'.repeat(200) });
    expect((await getExecution(user, executionId(taken))).id).toBe(executionId(taken));
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import { executionId, untilStatus } from '../../support/executions.ts';
import { countExecutions, hooked, showing } from '../../support/hooked.ts';
import { tick } from '../../support/queue.ts';
import { createUser, node, type Published, post, publish, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { testDatabase } from '../../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const echo = showing({ n: '{{ $json.body.n }}' });

function open(deduplication: JsonObject, more: JsonObject = {}, last: WorkflowNode = echo): Promise<Published> {
  return publish(user, hooked({ respond: 'last_node', deduplication, ...more }, last));
}

async function keysOf(workflow: Published): Promise<Record<string, unknown>[]> {
  const mine = `webhook:${workflow.webhook.split('/').at(-1)}:`;
  return testDatabase().sql.query(
    `SELECT dedupe_key, extract(epoch FROM expires_at - created_at) / 3600 AS hours FROM execution_dedupe
    WHERE workspace_id = $1::uuid AND starts_with(dedupe_key, $2)`,
    [user.workspaceId, mine],
  );
}

/** Makes the keys of all tests so far run out. */
async function expire(): Promise<void> {
  await testDatabase().sql.query(
    `UPDATE execution_dedupe SET expires_at = now() - interval '1 second' WHERE workspace_id = $1::uuid`,
    [user.workspaceId],
  );
}

describe('a delivery known by an expression', () => {
  const by = (key: string): JsonObject => ({ by: 'expression', key, window_hours: 2 });

  it('starts one execution for each value, whichever way it is written', async () => {
    const workflow = await open(by('{{ $json.body.order.id }}'));
    const send = (n: number, id: unknown) => post(workflow.webhook, { n, order: { id } }, { 'webhook-id': String(n) });
    const replies = [await send(1, 7), await send(2, '7'), await send(3, 8)];
    expect(replies.map(({ json }) => json.n)).toEqual([1, 1, 3]);
    expect(replies.map(({ headers }) => headers.get('linkflow-duplicate'))).toEqual([null, 'true', null]);
    expect(await countExecutions(user, workflow.id)).toBe(2);
    expect((await keysOf(workflow)).map(({ hours }) => Number(hours))).toEqual([2, 2]);
  });

  it('tells long values apart', async () => {
    const { id, webhook } = await open(by('{{ $json.body }}'));
    const long = 'x'.repeat(5000);
    for (const text of [`${long}a`, `${long}b`, `${long}a`]) await post(webhook, { text });
    expect(await countExecutions(user, id)).toBe(2);
  });

  it.each([null, '', undefined])('is new each time if the value is %j', async (key) => {
    const { id, webhook } = await open(by('{{ $json.body.key ?? null }}'));
    await post(webhook, { key });
    await post(webhook, { key });
    expect(await countExecutions(user, id)).toBe(2);
  });

  it('is refused if the expression fails, and starts nothing', async () => {
    const { id, webhook } = await open(by('{{ $json.body.order.id }}'));
    const reply = await post(webhook, {});
    expect([reply.status, reply.json.code]).toEqual([422, 'webhooks.expression_failed']);
    expect(await countExecutions(user, id)).toBe(0);
  });

  it('is not taken for one that a header names alike', async () => {
    const workflow = await open(by('{{ $json.body.id }}'));
    await post(workflow.webhook, { id: 'a' });
    const [key] = await keysOf(workflow);
    expect(String(key?.dedupe_key)).toMatch(/:=:a$/);
  });
});

describe('a delivery known by Idempotency-Key', () => {
  it('is known by no other header', async () => {
    const { id, webhook } = await open({ by: 'idempotency_key' });
    const ids = { 'webhook-id': 'same' };
    await post(webhook, {}, { ...ids, 'idempotency-key': 'a' });
    await post(webhook, {}, { ...ids, 'idempotency-key': 'b' });
    await post(webhook, {}, { ...ids, 'idempotency-key': 'b' });
    expect(await countExecutions(user, id)).toBe(2);
  });
});

describe('a webhook that knows no delivery again', () => {
  it('starts an execution for each', async () => {
    const { id, webhook } = await open({ by: 'nothing' });
    for (const n of [1, 2]) await post(webhook, { n }, { 'idempotency-key': 'a' });
    expect(await countExecutions(user, id)).toBe(2);
  });
});

describe('a key that has expired', () => {
  it('is free before anybody has swept it away', async () => {
    const { id, webhook } = await open({ by: 'delivery_id', window_hours: 1 });
    await post(webhook, { n: 1 }, { 'webhook-id': 'a' });
    await expire();
    const again = await post(webhook, { n: 2 }, { 'webhook-id': 'a' });
    expect([again.json, again.headers.get('linkflow-duplicate')]).toEqual([{ n: 2 }, null]);
    expect((await post(webhook, { n: 3 }, { 'webhook-id': 'a' })).json).toEqual({ n: 2 });
    expect(await countExecutions(user, id)).toBe(2);
  });

  it('is free once, though many deliveries come at the same time', async () => {
    const { id, webhook } = await open({ by: 'delivery_id', window_hours: 1 }, { respond: 'immediately' });
    await post(webhook, { n: 1 }, { 'webhook-id': 'a' });
    await expire();
    const replies = await Promise.all(Array.from({ length: 8 }, (_, n) => post(webhook, { n }, { 'webhook-id': 'a' })));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(replies.map(executionId)).size).toBe(1);
    expect(await countExecutions(user, id)).toBe(2);
  });

  it('goes with the sweep of the minute, and others stay', async () => {
    const workflow = await open({ by: 'delivery_id', window_hours: 1 });
    await post(workflow.webhook, {}, { 'webhook-id': 'old' });
    await expire();
    await post(workflow.webhook, {}, { 'webhook-id': 'new' });
    await tick();
    expect((await keysOf(workflow)).map(({ dedupe_key }) => String(dedupe_key).split(':').at(-1))).toEqual(['new']);
  });
});

describe('a delivery that is repeated while the first one goes on', () => {
  it('waits for the end of the first one, and gets its answer', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'POST', url: target.url('hold') });
    const { id, webhook } = await open({ by: 'delivery_id' }, {}, call);
    const first = post(webhook, {}, { 'webhook-id': 'a' });
    await expect.poll(() => countExecutions(user, id)).toBe(1);
    const second = post(webhook, {}, { 'webhook-id': 'a' });
    await target.open();
    const [one, two] = await Promise.all([first, second]);
    expect([one.status, two.status, two.json]).toEqual([200, 200, one.json]);
    expect([executionId(two), two.headers.get('linkflow-duplicate')]).toEqual([executionId(one), 'true']);
    expect(await target.calls()).toHaveLength(1);
  });

  it('is told of its failure, marked as a duplicate', async () => {
    const stop = node('stop', 'action.stop_error', { message: 'No' });
    const { webhook } = await open({ by: 'delivery_id' }, {}, stop);
    const replies = [await post(webhook, {}, { 'webhook-id': 'a' }), await post(webhook, {}, { 'webhook-id': 'a' })];
    expect(replies.map(({ status, json }) => [status, json.detail])).toEqual(
      Array(2).fill([502, 'The execution failed: No.']),
    );
    expect(replies.map(({ headers }) => headers.get('linkflow-duplicate'))).toEqual([null, 'true']);
    expect(new Set(replies.map(executionId)).size).toBe(1);
  });
});

describe('a delivery whose execution is no longer there', () => {
  it('gets its id all the same, and starts no other', async () => {
    const { id, webhook } = await open({ by: 'delivery_id' }, { respond: 'immediately' });
    const first = executionId(await post(webhook, {}, { 'webhook-id': 'a' }));
    await untilStatus(user, first, 'completed');
    await testDatabase().sql.query('DELETE FROM executions WHERE id = $1::uuid', [first]);
    const reply = await post(webhook, {}, { 'webhook-id': 'a' });
    expect([reply.status, executionId(reply), reply.headers.get('linkflow-duplicate')]).toEqual([202, first, 'true']);
    expect(await countExecutions(user, id)).toBe(0);
  });
});

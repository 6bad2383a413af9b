import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionId, getExecution, PATIENCE, untilStatus } from '../../support/executions.ts';
import { flowOf, numbersOf, publishLimited } from '../../support/limited.ts';
import { deliver, tick } from '../../support/queue.ts';
import { changeRow } from '../../support/queued-execution.ts';
import { createUser, type Published, post, type Reply, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

type Target = ReturnType<typeof newTarget>;

async function untilCalls(target: Target, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await target.calls()).toHaveLength(count), PATIENCE);
}

function untilWaiting(workflow: Published, waiting: number, running = 1): Promise<void> {
  return vi.waitFor(async () => expect(await flowOf(user, workflow)).toMatchObject({ waiting, running }), PATIENCE);
}

/** A workflow whose callers wait, so that each execution holds a request and not the queue. */
function publishHolding(target: Target, flow: JsonObject, patience = 60): Promise<Published> {
  return publishLimited(user, target.url('hold'), flow, { respond: 'last_node', response_timeout_seconds: patience });
}

/** Calls the webhook with 1, 2, 3 …: the first one runs and the others wait, in this order. Gives their answers and ids. */
async function lineUp(target: Target, workflow: Published, count: number) {
  const replies: Promise<Reply>[] = [];
  for (let n = 1; n <= count; n += 1) {
    replies.push(post(workflow.webhook, { n }));
    await untilWaiting(workflow, n - 1);
  }
  await untilCalls(target, 1);
  const { running_executions, waiting_executions } = await flowOf(user, workflow);
  return { replies, ids: [...running_executions, ...waiting_executions].map((one) => one.execution_id) };
}

const ONE = { concurrency: { limit: 1 } };

describe('a workflow with a limit of concurrency', () => {
  it('runs as many as it says, lets the others wait, and shows both', async () => {
    const target = newTarget();
    const workflow = await publishHolding(target, ONE);
    const { replies, ids } = await lineUp(target, workflow, 3);
    expect(await flowOf(user, workflow)).toMatchObject({ running: 1, waiting: 2, flow: ONE });
    expect(await getExecution(user, ids[1] ?? '')).toMatchObject({ status: 'queued', held_at: expect.any(String) });
    await target.open();
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(numbersOf(await target.calls())).toEqual([1, 2, 3]);
    await untilWaiting(workflow, 0, 0);
  });

  it('counts by the key that its expression gives', async () => {
    const target = newTarget();
    const workflow = await publishHolding(target, {
      key: '{{ $json.body.customer }}',
      concurrency: { per_key: 1 },
    });
    const replies = ['ada', 'ada', 'bob'].map((customer, n) => post(workflow.webhook, { n, customer }));
    await untilCalls(target, 2);
    await untilWaiting(workflow, 1, 2);
    expect((await flowOf(user, workflow)).keys).toEqual([
      { key: 'ada', running: 1, waiting: 1 },
      { key: 'bob', running: 1, waiting: 0 },
    ]);
    await target.open();
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('runs nothing that is held, however often its messages come, and in whatever order', async () => {
    const target = newTarget();
    const workflow = await publishHolding(target, ONE);
    const { replies, ids } = await lineUp(target, workflow, 3);
    const messages = [...ids, ...ids, ...ids].reverse().map((execution_id) => ({ execution_id }));
    await Promise.all([deliver(messages.slice(0, 5)), deliver(messages.slice(5)), deliver(messages)]);
    expect(await target.calls()).toHaveLength(1);
    await target.open();
    await Promise.all(replies);
    expect(numbersOf(await target.calls())).toEqual([1, 2, 3]);
  });

  it('gets the place back of an execution whose runner was lost, and which is given up', async () => {
    const target = newTarget();
    const workflow = await publishHolding(target, ONE);
    const { replies, ids } = await lineUp(target, workflow, 2);
    await changeRow(ids[0] ?? '', "claims = 5, epoch = 9, lease_expires_at = now() - interval '1 second'");
    await tick();
    await untilCalls(target, 2);
    await target.open();
    expect((await replies[1])?.status).toBe(200);
    expect(await getExecution(user, ids[0] ?? '')).toMatchObject({ error_code: 'execution.runner_lost' });
  });

  it('forgets one that waits and is cancelled', async () => {
    const target = newTarget();
    const workflow = await publishHolding(target, ONE);
    const { replies, ids } = await lineUp(target, workflow, 3);
    await user.api('POST', `/executions/${ids[1]}/cancel`, {});
    await untilWaiting(workflow, 1);
    await target.open();
    await Promise.all(replies);
    expect(numbersOf(await target.calls())).toEqual([1, 3]);
  });

  it.each([
    ['drop', 200, { dropped: true, reason: 'flow.full' }],
    ['refuse', 429, { code: 'flow.full' }],
  ])('answers at once where it says %s', async (when_full, status, body) => {
    const target = newTarget();
    const workflow = await publishHolding(target, { ...ONE, when_full });
    const { replies } = await lineUp(target, workflow, 1);
    const reply = await post(workflow.webhook, { n: 2 });
    expect([reply.status, reply.json]).toEqual([status, expect.objectContaining(body)]);
    expect(reply.headers.get('retry-after')).toBe(status === 429 ? '5' : null);
    await target.open();
    await Promise.all(replies);
    await untilWaiting(workflow, 0, 0);
    expect((await post(workflow.webhook, { n: 3 })).status).toBe(200);
    expect(numbersOf(await target.calls())).toEqual([1, 3]);
  });

  it('answers 202 when the patience of a caller is over whose execution waits', async () => {
    const target = newTarget();
    const workflow = await publishHolding(target, ONE, 1);
    const first = post(workflow.webhook, { n: 1 });
    await untilCalls(target, 1);
    const second = await post(workflow.webhook, { n: 2 });
    expect([second.status, (await first).status]).toEqual([202, 202]);
    await target.open();
    await untilStatus(user, executionId(second), 'completed');
  });

  it('starts nothing twice for a delivery that is repeated, and gives its place back', async () => {
    const target = newTarget();
    const workflow = await publishLimited(user, target.url('echo'), { concurrency: { limit: 2 } });
    const call = () => post(workflow.webhook, { n: 1 }, { 'idempotency-key': 'same' });
    const replies = await Promise.all([call(), call(), call()]);
    replies.push(await call());
    expect(new Set(replies.map(executionId)).size).toBe(1);
    await untilStatus(user, executionId(replies[0] ?? (await call())), 'completed');
    await untilWaiting(workflow, 0, 0);
    expect(await target.calls()).toHaveLength(1);
  });

  it('ends with a reason what it turns away when nobody waits to be told', async () => {
    const target = newTarget();
    const flow = { ...ONE, when_full: 'drop' };
    const workflow = await publishLimited(user, '{{ $json.body.url }}', flow, { respond: 'last_node' });
    const first = executionId(await post(workflow.webhook, { n: 1, url: target.url('echo') }));
    await untilWaiting(workflow, 0, 0);
    const second = post(workflow.webhook, { n: 2, url: target.url('hold') });
    await untilCalls(target, 2);
    const retried = executionId(await user.api('POST', `/executions/${first}/retry`, {}));
    const { error_code } = await untilStatus(user, retried, 'cancelled');
    expect(error_code).toBe('flow.full');
    await target.open();
    await second;
  });

  it('lets wait, and runs in their turn, executions that come by the queue alone', async () => {
    const target = newTarget();
    const workflow = await publishLimited(user, '{{ $json.body.url }}', ONE, { respond: 'last_node' });
    const first = executionId(await post(workflow.webhook, { n: 1, url: target.url('echo') }));
    const second = post(workflow.webhook, { n: 2, url: target.url('hold') });
    await untilCalls(target, 2);
    const retried = executionId(await user.api('POST', `/executions/${first}/retry`, {}));
    await untilWaiting(workflow, 1);
    expect(await getExecution(user, retried)).toMatchObject({ status: 'queued', started_at: null });
    await target.open();
    await second;
    await untilStatus(user, retried, 'completed');
    await untilWaiting(workflow, 0, 0);
  });
});

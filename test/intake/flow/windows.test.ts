import { beforeAll, describe, expect, it, vi } from 'vitest';
import { executionId, PATIENCE, untilStatus } from '../../support/executions.ts';
import { flowOf, numbersOf, publishLimited } from '../../support/limited.ts';
import { createUser, post, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('a workflow with a rate', () => {
  it('lets go on waiting what its window has no room for, and runs it later by itself', async () => {
    const target = newTarget();
    const workflow = await publishLimited(user, target.url('echo'), { rate: { limit: 2, window_seconds: 2 } });
    const ids = [];
    for (const n of [1, 2, 3]) ids.push(executionId(await post(workflow.webhook, { n })));
    expect((await flowOf(user, workflow)).waiting).toBe(1);
    await untilStatus(user, ids[2] ?? '', 'completed');
    expect(numbersOf(await target.calls()).at(-1)).toBe(3);
  });

  it('says when to come again, where it refuses', async () => {
    const flow = { key: '{{ $json.body.from }}', rate: { per_key: 1, window_seconds: 3600 }, when_full: 'refuse' };
    const workflow = await publishLimited(user, newTarget().url('echo'), flow);
    const replies = [];
    for (const from of ['ada', 'ada', 'bob']) replies.push(await post(workflow.webhook, { n: 1, from }));
    expect(replies.map(({ status }) => status)).toEqual([202, 429, 202]);
    expect(Number(replies[1]?.headers.get('retry-after'))).toBeGreaterThan(3000);
  });
});

describe('a debounced workflow', () => {
  it('runs the last of the calls that follow one another, and tells the others who took their place', async () => {
    const target = newTarget();
    const workflow = await publishLimited(user, target.url('echo'), { debounce: { run: 'last', seconds: 1 } });
    const ids = [];
    for (const n of [1, 2, 3]) ids.push(executionId(await post(workflow.webhook, { n })));
    const [one = '', two = '', three = ''] = ids;
    await untilStatus(user, three, 'completed');
    expect(numbersOf(await target.calls())).toEqual([3]);
    const ended = [await untilStatus(user, one, 'cancelled'), await untilStatus(user, two, 'cancelled')];
    expect(ended.map((execution) => execution.error_code)).toEqual(['flow.replaced', 'flow.replaced']);
    expect(ended[1]?.error_message).toContain(three);
  });

  it('tells a caller who waits that another call took its place', async () => {
    const hook = { respond: 'last_node' };
    const flow = { debounce: { run: 'last', seconds: 1 } };
    const workflow = await publishLimited(user, newTarget().url('echo'), flow, hook);
    const first = post(workflow.webhook, { n: 1 });
    await vi.waitFor(async () => expect((await flowOf(user, workflow)).waiting).toBe(1), PATIENCE);
    const second = post(workflow.webhook, { n: 2 });
    expect((await first).json).toMatchObject({ dropped: true, reason: 'flow.replaced' });
    expect((await second).status).toBe(200);
  });

  it('runs the first and drops the others, where it says so', async () => {
    const target = newTarget();
    const workflow = await publishLimited(user, target.url('echo'), { debounce: { run: 'first', seconds: 3600 } });
    const replies = [];
    for (const n of [1, 2]) replies.push(await post(workflow.webhook, { n }));
    expect(replies.map(({ status }) => status)).toEqual([202, 200]);
    expect(replies[1]?.json).toMatchObject({ dropped: true, reason: 'flow.debounced' });
  });

  it('keeps the first of two equal deliveries that come at once', async () => {
    const target = newTarget();
    const workflow = await publishLimited(user, target.url('echo'), { debounce: { run: 'last', seconds: 1 } });
    const call = () => post(workflow.webhook, { n: 1 }, { 'idempotency-key': 'same' });
    const replies = await Promise.all([call(), call(), call()]);
    await untilStatus(user, executionId(replies[0] ?? (await call())), 'completed');
    expect(await target.calls()).toHaveLength(1);
  });
});

describe('a singleton', () => {
  it('drops another call of the same key while one runs', async () => {
    const target = newTarget();
    const flow = { key: '{{ $json.body.from }}', singleton: 'drop' };
    const workflow = await publishLimited(user, target.url('hold'), flow);
    const replies = [];
    for (const [n, from] of ['ada', 'ada', 'bob'].entries()) replies.push(await post(workflow.webhook, { n, from }));
    expect(replies.map(({ json }) => json.reason ?? json.status)).toEqual(['queued', 'flow.singleton', 'queued']);
    await target.open();
  });
});

describe('the expression of a key', () => {
  it('that fails refuses the call, and tells the caller nothing of the workflow', async () => {
    const flow = { key: '{{ $json.body.customer.id }}', concurrency: { per_key: 1 } };
    const workflow = await publishLimited(user, newTarget().url('echo'), flow);
    const reply = await post(workflow.webhook, { n: 1 });
    expect([reply.status, reply.json.code]).toEqual([422, 'flow.expression_failed']);
    expect(reply.text).not.toContain('customer');
  });

  it('that never ends is stopped', async () => {
    const flow = { key: "{{ 'x'.repeat(9000000).repeat(9000000) }}", concurrency: { per_key: 1 } };
    const workflow = await publishLimited(user, newTarget().url('echo'), flow);
    expect((await post(workflow.webhook, { n: 1 })).status).toBe(422);
  });

  it('may come to anything: what is long becomes a hash, what is no text its JSON', async () => {
    const target = newTarget();
    const flow = { key: '{{ $json.body.key }}', concurrency: { per_key: 1 } };
    const workflow = await publishLimited(user, target.url('hold'), flow);
    for (const [n, key] of ['x'.repeat(5000), { a: 1 }, null, '日本'].entries())
      await post(workflow.webhook, { n, key });
    const keys = (await flowOf(user, workflow)).keys.map(({ key }) => key.slice(0, 10));
    expect(keys.toSorted()).toEqual(['', 'sha256:c59', '{"a":1}', '日本'].toSorted());
    await target.open();
  });

  it.each([
    [{ key: '{{ 1 + }}' }],
    [{ concurrency: {} }],
    [{ debounce: { run: 'last', seconds: 5, max_seconds: 2 } }],
    [{ rate: { limit: 0, window_seconds: 1 } }],
  ])('and all limits are checked when the workflow is saved: %j', async (flow) => {
    const reply = await user.api('POST', '/workflows', { name: 'x', nodes: [], connections: [], settings: { flow } });
    expect(reply.status).toBe(422);
  });
});

import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { RetryPolicy } from '../../../src/engine/workflow.ts';
import { call, publishCalled } from '../../support/executions/calling.ts';
import { PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { createUser, createWorkflow, type Graph, node, send, type User } from '../../support/running-app.ts';
import { putTogether, type Stream, told } from '../../support/stream-events.ts';
import { newTarget } from '../../support/target.ts';
import { starting, wait, waitUrl } from '../../support/waits.ts';
import { expectHistory } from './equals-history.ts';
import { startWatched, watch } from './watching.ts';

let user: User;
let target: ReturnType<typeof newTarget>;

beforeAll(async () => {
  user = await createUser();
  target = newTarget();
});

type Watched = { readonly id: string; readonly stream: Stream };

/** Starts an execution of the graph, and watches it. */
async function begin(graph: Graph, input: object = {}): Promise<Watched> {
  const { id: workflow } = await createWorkflow(user, graph);
  const id = await startWatched(user, workflow, input);
  return { id, stream: await watch(user, id) };
}

function set(id: string, json: JsonObject = { a: 1 }) {
  return node(id, 'action.set', { mode: 'json', json });
}

function http(id: string, method: string, action: string, settings: object = {}) {
  return node(id, 'action.http', { method, url: target.url(action) }, { settings });
}

const QUICK: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 20, max_delay_ms: 20, jitter: 0 };

/** start → loop ⇄ double, loop:done → end */
const LOOP: Graph = {
  nodes: [
    node('start', 'trigger.manual'),
    node('loop', 'logic.loop', { batch_size: 1 }),
    set('double', { n: '{{ $json.n * 2 }}' }),
    node('end', 'logic.noop'),
  ],
  connections: [...chain('start → loop:loop → double → loop'), ...chain('loop:done → end')],
};

/** start → split, split:true → yes, split:false → no: one of them is skipped */
const BRANCHES: Graph = {
  nodes: [
    node('start', 'trigger.manual'),
    node('split', 'logic.if', {
      conditions: {
        conditions: [
          { left_value: '{{ $json.n }}', operator: { type: 'number', operation: 'equals' }, right_value: 1 },
        ],
      },
    }),
    set('yes'),
    set('no'),
  ],
  connections: [...chain('start → split:true → yes'), ...chain('split:false → no')],
};

const GRAPHS: { readonly [name: string]: () => { graph: Graph; input?: object } } = {
  'a loop of three rounds': () => ({ graph: LOOP, input: [{ n: 1 }, { n: 2 }, { n: 3 }] }),
  'a branch that is not taken': () => ({ graph: BRANCHES, input: { n: 1 } }),
  'effects, one after the other': () => ({ graph: starting(http('one', 'POST', 'echo'), http('two', 'POST', 'echo')) }),
  'a large item': () => ({ graph: starting(set('big', { text: 'x"é'.repeat(2000) }), node('after', 'logic.noop')) }),
  'a failure': () => ({ graph: starting(http('bad', 'GET', 'status/400'), set('never')) }),
  'a failure that goes on': () => ({
    graph: starting(http('bad', 'GET', 'status/400', { on_error: 'continue' }), set('after')),
  }),
  'an empty workflow': () => ({ graph: { nodes: [node('start', 'trigger.manual')], connections: [] } }),
};

describe('what a stream tells, put together', () => {
  it.each(Object.keys(GRAPHS))('is what history says of %s', async (name) => {
    const { graph, input } = GRAPHS[name]?.() ?? { graph: LOOP };
    const { id, stream } = await begin(graph, input);
    const events = await stream.toEnd();
    await expectHistory(user, id, events);
    expect(await (await watch(user, id)).toEnd().then(putTogether)).toEqual(putTogether(events));
  });

  it('is what history says of retries, each of which is told', async () => {
    target = newTarget();
    const { id, stream } = await begin(starting(http('flaky', 'GET', 'fail/2', { retry: QUICK })));
    const events = await stream.toEnd();
    await expectHistory(user, id, events);
    const attempts = events
      .filter(({ data }) => data.node_id === 'flaky')
      .map(({ type, data }) => [type, data.attempt]);
    expect(attempts.slice(-2)).toEqual([
      ['node.started', 3],
      ['node.finished', 3],
    ]);
  });

  it('is what history says of a wait, over two runners', async () => {
    const { id, stream } = await begin(starting(set('before'), wait(), set('after')));
    await stream.until(({ type }) => type === 'execution.waiting');
    expect(told(stream.events)).toContain('wait waiting');
    expect((await send('POST', new URL(await waitUrl(user, id), 'https://linkflow.test').pathname)).status).toBe(200);
    const events = await stream.toEnd();
    expect(told(events).slice(-2)).toEqual(['after running', 'after completed']);
    await expectHistory(user, id, events);
  });

  it('is what history says of a call of another workflow', async () => {
    const called = await publishCalled(user, [set('inner', { from: 'called' })]);
    const { id, stream } = await begin(starting(call(called), set('after')));
    const events = await stream.toEnd();
    await expectHistory(user, id, events);
    expect(told(events)).toContain('call waiting');
  });

  it('is what history says of one that is cancelled while an effect is under way', async () => {
    target = newTarget();
    const nodes = [http('one', 'POST', 'echo'), http('two', 'POST', 'hold'), http('three', 'POST', 'echo')];
    const { id, stream } = await begin(starting(...nodes));
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(2), PATIENCE);
    expect((await user.api('POST', `/executions/${id}/cancel`)).status).toBe(202);
    await target.open();
    const events = await stream.toEnd();
    expect(putTogether(events).execution?.status).toBe('cancelled');
    await expectHistory(user, id, events);
  });

  it('is what history says of one that is cancelled while it only reads: nothing is kept of it', async () => {
    const held = newTarget();
    const read = node('read', 'action.http', { method: 'GET', url: held.url('hold') });
    const { id, stream } = await begin(starting(read));
    await stream.until(({ type, data }) => type === 'node.started' && data.node_id === 'read');
    expect((await user.api('POST', `/executions/${id}/cancel`)).status).toBe(202);
    const events = await stream.toEnd();
    expect(putTogether(events)).toMatchObject({ execution: { status: 'cancelled' }, nodes: [] });
    await held.open();
    await expectHistory(user, id, events);
  });
});

describe('somebody who comes late', () => {
  it('is told what has happened, then what happens', async () => {
    const held = newTarget();
    const nodes = [
      node('one', 'action.http', { method: 'POST', url: held.url('echo') }),
      node('two', 'action.http', { method: 'POST', url: held.url('hold') }),
    ];
    const { id: workflow } = await createWorkflow(user, starting(...nodes, set('after')));
    const started = await user.api('POST', `/workflows/${workflow}/execute`, {});
    const id = String(started.json.execution_id);
    await vi.waitFor(async () => expect(await held.calls()).toHaveLength(2), PATIENCE);
    const stream = await watch(user, id);
    await stream.until(({ type }) => type === 'live');
    expect(putTogether(stream.events).nodes.map(({ node_id, status }) => [node_id, status])).toEqual([
      ['start', 'completed'],
      ['one', 'completed'],
      ['two', 'running'],
    ]);
    await held.open();
    await expectHistory(user, id, await stream.toEnd());
  });

  it('is told the end at once, although the runner has not heard of them before', async () => {
    const held = newTarget();
    const read = node('read', 'action.http', { method: 'GET', url: held.url('hold') });
    const { id: workflow } = await createWorkflow(user, starting(read));
    const started = await user.api('POST', `/workflows/${workflow}/execute`, {});
    const id = String(started.json.execution_id);
    await vi.waitFor(async () => expect(await held.calls()).toHaveLength(1), PATIENCE);
    const stream = await watch(user, id);
    expect(await stream.until(({ type }) => type === 'live')).toMatchObject({ data: { is_live: false } });
    const opened = Date.now();
    await held.open();
    const events = await stream.toEnd();
    expect(Date.now() - opened).toBeLessThan(10_000);
    await expectHistory(user, id, events);
  });

  it('is told how one went that has ended', async () => {
    const { id: workflow } = await createWorkflow(user, LOOP);
    const started = await user.api('POST', `/workflows/${workflow}/execute`, { input: [{ n: 1 }, { n: 2 }] });
    const id = String(started.json.execution_id);
    await untilStatus(user, id, 'completed');
    await expectHistory(user, id, await (await watch(user, id)).toEnd());
  });
});

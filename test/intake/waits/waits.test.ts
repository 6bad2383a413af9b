import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createResumeLinks } from '../../../src/security/resume-links.ts';
import { getNodes, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { rowOf } from '../../support/queued-execution.ts';
import { createUser, node, post, send, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { openWaits, resting, startExecution, starting, wait, waitUrl } from '../../support/waits.ts';

/** The links as the Worker of the tests makes them. */
const links = createResumeLinks({ secret: env.ENCRYPTION_KEY, publicUrl: '' });

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('an execution that waits for a call', () => {
  it('goes on with it', async () => {
    const { id, url } = await resting(user, wait());
    const reply = await post(`${url}?x=1`, { yes: true }, { 'x-ours': 'a' });
    expect([reply.status, reply.json, reply.headers.get('linkflow-execution-id')]).toEqual([
      200,
      { resumed: true },
      id,
    ]);
    const { output_data } = await untilStatus(user, id, 'completed');
    const headers = expect.objectContaining({ 'x-ours': 'a' });
    expect(output_data).toEqual([
      { method: 'POST', headers, query: { x: '1' }, body: { yes: true }, resumed_by: 'call' },
    ]);
    expect(await openWaits(user, id)).toEqual([]);
  });

  it('answers as its node says, in the sandbox', async () => {
    const response = { status: 201, body: '<script>1</script>', headers: { 'Content-Type': 'text/html' } };
    const { url } = await resting(user, wait({ methods: ['GET'], response }));
    const reply = await send('GET', url);
    expect([reply.status, reply.text, reply.headers.get('content-type')]).toEqual([201, response.body, 'text/html']);
    expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox /);
  });

  it('takes one of two concurrent calls', async () => {
    const { id, url } = await resting(user, wait());
    const replies = await Promise.all([post(url, { n: 1 }), post(url, { n: 2 }), post(url, { n: 3 })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused.map(({ json }) => json.code)).toEqual(['waits.already_resumed', 'waits.already_resumed']);
    const winner = replies.findIndex(({ status }) => status === 200);
    expect((await untilStatus(user, id, 'completed')).output_data).toMatchObject([{ body: { n: winner + 1 } }]);
    expect((await post(url, {})).json.code).toBe('waits.already_resumed');
  });

  it('goes on though its object was evicted', async () => {
    const { id, url } = await resting(user, wait());
    await evictDurableObject(env.EXECUTION_COORDINATOR.get(env.EXECUTION_COORDINATOR.idFromName(id)));
    expect((await post(url, { n: 1 })).status).toBe(200);
    expect((await untilStatus(user, id, 'completed')).output_data).toMatchObject([{ body: { n: 1 } }]);
  });

  it('takes a call while its runner still has it', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'POST', url: target.url('hold') });
    const { nodes, connections } = starting(wait());
    const graph = { nodes: [...nodes, call], connections: [...connections, { source: 'start', target: 'call' }] };
    const id = await startExecution(user, graph);
    const url = await waitUrl(user, id);
    expect([(await post(url, { n: 1 })).status, (await rowOf(id)).status]).toEqual([200, 'running']);
    await target.open();
    await untilStatus(user, id, 'completed');
    expect((await getNodes(user, id)).map((run) => [run.node_id, run.status]).sort()).toEqual([
      ['call', 'completed'],
      ['start', 'completed'],
      ['wait', 'completed'],
    ]);
  });

  it('goes on by itself at its limit', async () => {
    const id = await startExecution(user, starting(wait({ limit: { type: 'after', amount: 0.3, unit: 'seconds' } })));
    expect((await untilStatus(user, id, 'completed')).output_data).toEqual([{ resumed_by: 'limit' }]);
    const url = links.url({ purpose: 'resume', executionId: id, nodeId: 'wait' });
    expect(await post(url, {})).toMatchObject({ status: 410, json: { code: 'waits.over' } });
  });

  it('takes no call once it is cancelled', async () => {
    const { id, url } = await resting(user, wait());
    await user.api('POST', `/executions/${id}/cancel`);
    expect(await post(url, {})).toMatchObject({ status: 410, json: { code: 'waits.over' } });
    await untilStatus(user, id, 'cancelled');
    expect((await post(url, {})).status).toBe(410);
  });

  it('waits again in each round of a loop, at the same URL', async () => {
    const nodes = [node('start', 'trigger.manual'), node('loop', 'logic.loop'), wait(), node('end', 'logic.noop')];
    const connections = [...chain('start → loop:loop → wait → loop'), ...chain('loop:done → end')];
    const id = await startExecution(user, { nodes, connections }, { input: [{ n: 1 }, { n: 2 }] });
    const first = await waitUrl(user, id);
    expect((await post(first, { round: 1 })).status).toBe(200);
    expect(await waitUrl(user, id)).toBe(first);
    expect((await post(first, { round: 2 })).status).toBe(200);
    const { output_data } = await untilStatus(user, id, 'completed');
    expect(output_data).toMatchObject([{ body: { round: 1 } }, { body: { round: 2 } }]);
  });
});

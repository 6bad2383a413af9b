import { beforeAll, describe, expect, it } from 'vitest';
import { getNodes, untilStatus } from '../../support/executions.ts';
import { createUser, node, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { resting, startExecution, starting, wait } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function skip(id: string, body: object = {}, by: User = user) {
  return by.api('POST', `/executions/${id}/resume`, body);
}

const DAY = { resume: 'after', amount: 1, unit: 'days' };

/** What came out of the node `wait`. */
async function waited(id: string): Promise<unknown> {
  return (await getNodes(user, id)).find(({ node_id }) => node_id === 'wait')?.output_data;
}

describe('skipping a wait', () => {
  it('for a moment lets the execution go on with its items', async () => {
    const id = await startExecution(user, starting(node('wait', 'logic.wait', DAY)), { input: { n: 1 } });
    await untilStatus(user, id, 'waiting');
    expect((await skip(id)).status).toBe(202);
    await untilStatus(user, id, 'completed');
    expect(await waited(id)).toMatchObject({ main: [{ json: { n: 1 } }] });
  });

  it('after an effect repeats none', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'POST', url: target.url('echo') });
    const id = await startExecution(user, starting(call, node('wait', 'logic.wait', DAY)));
    await untilStatus(user, id, 'waiting');
    const replies = await Promise.all([skip(id, { node_id: 'wait' }), skip(id, { node_id: 'wait' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 409]);
    await untilStatus(user, id, 'completed');
    expect(await target.calls()).toHaveLength(1);
  });

  it('for a call that would fail at its limit lets the items go on', async () => {
    const { id } = await resting(user, wait({ limit: { type: 'after', amount: 1, unit: 'days' }, on_limit: 'fail' }));
    expect((await skip(id)).status).toBe(202);
    await untilStatus(user, id, 'completed');
    expect(await waited(id)).toMatchObject({ main: [{ json: { resumed_by: 'skip' } }] });
  });

  it('for a form does so, too', async () => {
    const fields = [{ name: 'word', label: 'Word', type: 'text' }];
    const { id } = await resting(user, node('wait', 'logic.wait', { resume: 'form', title: 'Say', fields }));
    expect((await skip(id)).status).toBe(202);
    await untilStatus(user, id, 'completed');
    expect(await waited(id)).toMatchObject({ main: [{ json: { resumed_by: 'skip' } }] });
  });

  it('before a start in the future starts it now', async () => {
    const id = await startExecution(user, starting(node('end', 'logic.noop')), { delay_seconds: 86_400 });
    expect((await skip(id)).status).toBe(202);
    await untilStatus(user, id, 'completed');
  });

  it('for an approval is refused: somebody has to decide', async () => {
    const { id } = await resting(user, node('ask', 'logic.approval', { title: 'Buy?' }));
    const reply = await skip(id);
    expect([reply.status, reply.json.code]).toEqual([409, 'executions.decision_needed']);
  });

  it('needs a node where several wait', async () => {
    const graph = {
      nodes: [node('start', 'trigger.manual'), wait(), node('other', 'logic.wait', { resume: 'webhook' })],
      connections: [
        { source: 'start', target: 'wait' },
        { source: 'start', target: 'other' },
      ].map((one) => ({ ...one, sourceHandle: 'main', targetHandle: 'main' })),
    };
    const id = await startExecution(user, graph);
    await untilStatus(user, id, 'waiting');
    expect((await skip(id)).json.code).toBe('executions.several_waits');
    expect((await skip(id, { node_id: 'other' })).status).toBe(202);
    await untilStatus(user, id, 'waiting');
    expect((await skip(id)).status).toBe(202);
    await untilStatus(user, id, 'completed');
  });

  it('is refused where nothing waits, for others, and for nodes that there are not', async () => {
    const { id } = await resting(user, wait());
    expect((await skip(id, { node_id: 'nothing' })).json.code).toBe('executions.nothing_to_skip');
    expect((await skip(id, {}, await createUser())).status).toBe(404);
    await skip(id);
    await untilStatus(user, id, 'completed');
    expect((await skip(id)).json.code).toBe('executions.nothing_to_skip');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../support/graph.ts';
import { execute, sayingGraph } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../../support/running-app.ts';
import { told } from '../../support/stream-events.ts';
import { newTarget } from '../../support/target.ts';
import { expectHistory } from './equals-history.ts';
import { startWatched, watch } from './watching.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('a run that is started to be watched', () => {
  it('is live from its first node, although it only reads', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    const id = await startWatched(user, workflow, { n: 1 });
    const events = await (await watch(user, id)).toEnd();
    expect(told(events)).toContain('say completed');
    expect(events.at(-1)).toMatchObject({ type: 'closed', data: { reason: 'ended' } });
    await expectHistory(user, id, events);
  });

  it('cannot be waited for, too', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    expect(await execute(user, workflow, { watch: true, wait: true })).toMatchObject({
      status: 400,
      json: { code: 'input.invalid', errors: [{ path: ['watch'] }] },
    });
  });

  it('tells each transition as it happens', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'GET', url: target.url('hold') });
    const nodes = [
      node('start', 'trigger.manual'),
      call,
      node('after', 'action.set', { mode: 'json', json: { a: 1 } }),
    ];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → call → after') });
    const id = await startWatched(user, workflow, {});
    const stream = await watch(user, id);
    await stream.until(({ type, data }) => type === 'node.started' && data.node_id === 'call');
    await target.open();
    const events = await stream.toEnd();
    expect(told(events).slice(-4)).toEqual(['call running', 'call completed', 'after running', 'after completed']);
    await expectHistory(user, id, events);
  });
});

import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { suspendExecution } from '../../src/executions/lifecycle/hold-execution.ts';
import { getExecution, getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { deliver, tick } from '../support/queue.ts';
import { changeRow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** start → one → two, both requests to the target */
function calling(target: ReturnType<typeof newTarget>, method: string, settings = {}) {
  const one = node('one', 'action.http', { method, url: target.url('hold') }, { settings });
  const two = node('two', 'action.http', { method, url: target.url('echo') });
  return { nodes: [node('start', 'trigger.manual'), one, two], connections: chain('start → one → two') };
}

async function start(graph: ReturnType<typeof calling>): Promise<string> {
  const { id } = await createWorkflow(user, graph);
  return startExecution(user, id);
}

function cancel(id: string) {
  return user.api('POST', `/executions/${id}/cancel`);
}

function untilCalled(target: ReturnType<typeof newTarget>): Promise<void> {
  return vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
}

describe('cancelling an execution', () => {
  it('that is queued: it never runs', async () => {
    const { id: workflow } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const id = await queueExecution(user, workflow);
    const reply = await cancel(id);
    expect([reply.status, reply.json.status, reply.json.cancel_requested_at]).toEqual([
      202,
      'cancelled',
      expect.any(String),
    ]);
    await deliver([{ execution_id: id }]);
    expect([(await rowOf(id)).status, (await rowOf(id)).epoch]).toEqual(['cancelled', 0]);
  });

  it('that has had no effect ends it at once, whatever its runner reports later', async () => {
    const target = newTarget();
    const id = await start(calling(target, 'GET'));
    await untilCalled(target);
    expect((await cancel(id)).json.status).toBe('cancelled');
    await target.open();
    await vi.waitFor(async () => expect((await target.calls()).length).toBe(2), PATIENCE);
    expect((await getExecution(user, id)).status).toBe('cancelled');
  });

  it('between two effects: the second never begins, and the history has the first', async () => {
    const target = newTarget();
    const id = await start(calling(target, 'POST'));
    await untilCalled(target);
    expect((await cancel(id)).status).toBe(202);
    await target.open();
    await untilStatus(user, id, 'cancelled');
    expect((await target.calls()).map(({ path }) => path.split('/').at(-1))).toEqual(['hold']);
    expect((await getNodes(user, id)).map((run) => [run.node_id, run.status])).toEqual([
      ['start', 'completed'],
      ['one', 'completed'],
      ['two', 'cancelled'],
    ]);
  });

  it('that waits ends it', async () => {
    const target = newTarget();
    const retry: RetryPolicy = {
      max_attempts: 2,
      backoff: 'fixed',
      delay_ms: 3_600_000,
      max_delay_ms: 3_600_000,
      jitter: 0,
    };
    const graph = calling(target, 'POST', { retry });
    graph.nodes[1] = node('one', 'action.http', { method: 'POST', url: target.url('fail/1') }, { settings: { retry } });
    const id = await start(graph);
    await untilStatus(user, id, 'waiting');
    expect((await cancel(id)).status).toBe(202);
    await untilStatus(user, id, 'cancelled');
    expect(await target.calls()).toHaveLength(1);
  });

  it('while its runner suspends it sends it to the queue', async () => {
    const { id: workflow } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const id = await queueExecution(user, workflow, { hasEffects: true });
    await changeRow(
      id,
      "status = 'running', epoch = 1, claims = 1, promoted_at = now(), lease_expires_at = now() + interval '1 minute'",
    );
    await cancel(id);
    expect(await suspendExecution(testDatabase(), { id, epoch: 1 }, { until: null, resumeCount: 0 })).toBe('queued');
    await deliver([{ execution_id: id }]);
    expect((await rowOf(id)).status).toBe('cancelled');
  });

  it('whose runner was lost: the next runner ends it', async () => {
    const { id: workflow } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const id = await queueExecution(user, workflow, { hasEffects: true });
    await changeRow(
      id,
      "status = 'running', epoch = 1, claims = 1, promoted_at = now(), lease_expires_at = now() - interval '1 second'",
    );
    expect((await cancel(id)).json.status).toBe('running');
    await tick();
    await untilStatus(user, id, 'cancelled');
  });

  it.each(['completed', 'failed', 'cancelled'])('that is %s is refused', async (status) => {
    const { id: workflow } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const id = await queueExecution(user, workflow);
    await changeRow(id, `status = '${status}'`);
    const reply = await cancel(id);
    expect([reply.status, reply.json.code]).toEqual([409, 'executions.already_ended']);
  });
});

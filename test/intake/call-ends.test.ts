import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import { call, callingGraph, callsOf, executionsOf, publishCalled, startGraph } from '../support/calling.ts';
import { getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { deliver, tick } from '../support/queue.ts';
import { changeRow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

type Target = ReturnType<typeof newTarget>;

/** A called workflow with two effects: one that is held, and one after it. */
function publishHolding(target: Target): Promise<string> {
  const one = node('one', 'action.http', { method: 'POST', url: target.url('hold') });
  return publishCalled(user, [one, node('two', 'action.http', { method: 'POST', url: target.url('echo') })]);
}

function untilCalled(target: Target): Promise<void> {
  return vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
}

/** Starts a caller, and waits until the called execution is held and the caller suspended. */
async function startHeld(target: Target, workflowId: string): Promise<string> {
  const id = await startGraph(user, callingGraph(call(workflowId)), [{ n: 1 }]);
  await untilCalled(target);
  await untilStatus(user, id, 'waiting');
  return id;
}

async function only(workflowId: string): Promise<string> {
  const ids = await executionsOf(user, workflowId);
  expect(ids).toHaveLength(1);
  return ids[0] ?? '';
}

describe('the end of a called execution', () => {
  it('is not missed by a caller whose runner was lost before it was suspended', async () => {
    const called = await publishCalled(user, [node('end', 'logic.noop')]);
    const { id: workflowId } = await createWorkflow(user, callingGraph(call(called)));
    const executionId = await queueExecution(user, workflowId, { inputData: [{ n: 1 }], hasEffects: true });
    await changeRow(
      executionId,
      "status = 'running', epoch = 1, claims = 1, lease_expires_at = now() + interval '1 minute'",
    );
    const { calls } = createDependencies(env).intake.services;
    const { workspaceId } = user;
    await calls.start(
      { executionId, nodeId: 'call', runIndex: 0, attempt: 1, epoch: 1, workspaceId, workflowId, depth: 0 },
      { calls: [{ workflowId: called, items: [{ json: { n: 1 } }], offset: 0 }], awaited: true },
    );
    await untilStatus(user, await only(called), 'completed');
    await changeRow(executionId, "lease_expires_at = now() - interval '1 second'");
    await tick();
    expect((await untilStatus(user, executionId, 'completed')).output_data).toEqual([{ n: 1 }]);
    await only(called);
  });
});

const stop = node('stop', 'action.stop_error', { message: 'no such order' });

describe('the failure of a called execution', () => {
  it('reaches the caller over two levels, with its error', async () => {
    const deepest = await publishCalled(user, [stop]);
    const middle = await publishCalled(user, [call(deepest)]);
    const id = await startGraph(user, callingGraph(call(middle)), [{ n: 1 }]);
    const ended = await untilStatus(user, id, 'failed');
    expect(ended).toMatchObject({ error_code: 'workflow.failed', error_node_id: 'call' });
    expect(ended.error_message).toContain(await only(middle));
    expect(ended.error_message).toContain(
      `${await only(deepest)} of workflow ${deepest} failed with workflow.stopped: no such order`,
    );
  });

  it('sends items out of the error handle of the calling node', async () => {
    const called = await publishCalled(user, [stop]);
    const calling = call(called, {}, { settings: { on_error: 'error_output' } });
    const nodes = [
      node('start', 'trigger.manual'),
      calling,
      node('caught', 'action.set', { mode: 'json', json: { why: '{{ $json.error.code }}' } }),
    ];
    const id = await startGraph(user, {
      nodes,
      connections: [...chain('start → call'), ...chain('call:error → caught')],
    });
    expect((await untilStatus(user, id, 'completed')).output_data).toEqual([{ why: 'workflow.failed' }]);
  });

  it('makes a retry start new executions, as another attempt', async () => {
    const target = newTarget();
    const called = await publishCalled(user, [
      node('ask', 'action.http', { method: 'POST', url: target.url('fail/1') }),
    ]);
    const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 1, max_delay_ms: 1, jitter: 0 } as const;
    const id = await startGraph(user, callingGraph(call(called, {}, { settings: { retry } })), [{ n: 1 }]);
    await untilStatus(user, id, 'completed');
    expect((await callsOf(user, id)).map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'failed'],
      [2, 'completed'],
    ]);
  });

  it('reaches the caller when its runners were lost for good', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const id = await startHeld(target, called);
    await changeRow(await only(called), "claims = 100, epoch = 50, lease_expires_at = now() - interval '1 second'");
    await tick();
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_message).toContain('execution.runner_lost');
  });

  it('reaches the caller when its workflow is deleted', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const id = await startHeld(target, called);
    expect((await user.api('DELETE', `/workflows/${called}`)).status).toBe(204);
    await tick();
    await changeRow(id, "enqueued_at = now() - interval '2 minutes'");
    await tick();
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_message).toContain('was cancelled');
  });
});

describe('cancelling an execution that waits for others', () => {
  it('lets no further effect begin in any of them, over two levels', async () => {
    const target = newTarget();
    const deepest = await publishHolding(target);
    const middle = await publishCalled(user, [call(deepest)]);
    const id = await startGraph(user, callingGraph(call(middle)), [{ n: 1 }]);
    await untilCalled(target);
    expect((await user.api('POST', `/executions/${id}/cancel`)).status).toBe(202);
    await target.open();
    for (const one of [id, await only(middle), await only(deepest)]) await untilStatus(user, one, 'cancelled');
    expect((await target.calls()).map(({ path }) => path.split('/').at(-1))).toEqual(['hold']);
  });

  it('does not touch executions that it did not wait for', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const hold = node('pause', 'logic.wait', { resume: 'after', amount: 1, unit: 'hours' });
    const id = await startGraph(user, callingGraph(call(called, { wait: false }), [hold]), [{ n: 1 }]);
    await untilCalled(target);
    await untilStatus(user, id, 'waiting');
    await user.api('POST', `/executions/${id}/cancel`);
    await target.open();
    await untilStatus(user, await only(called), 'completed');
    await untilStatus(user, id, 'cancelled');
  });

  it('starts nothing if it was cancelled just before the call', async () => {
    const target = newTarget();
    const called = await publishCalled(user, [node('end', 'logic.noop')]);
    const hold = node('hold', 'action.http', { method: 'GET', url: target.url('hold') });
    const nodes = [node('start', 'trigger.manual'), hold, call(called)];
    const id = await startGraph(user, { nodes, connections: chain('start → hold → call') }, [{ n: 1 }]);
    await untilCalled(target);
    await testDatabase().sql.query('UPDATE executions SET cancel_requested_at = now() WHERE id = $1::uuid', [id]);
    await target.open();
    await untilStatus(user, id, 'cancelled');
    expect(await executionsOf(user, called)).toEqual([]);
  });
});

describe('cancelling a called execution', () => {
  it('fails the node that called it', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const id = await startHeld(target, called);
    await user.api('POST', `/executions/${await only(called)}/cancel`);
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_message).toContain('was cancelled');
  });

  it('fails the node at once if the called execution has not begun', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const id = await startHeld(target, called);
    const child = await only(called);
    await changeRow(child, "status = 'queued', promoted_at = NULL, epoch = epoch + 1, lease_expires_at = NULL");
    expect((await user.api('POST', `/executions/${child}/cancel`)).json.status).toBe('cancelled');
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_code).toBe('workflow.failed');
  });
});

describe('a caller that ends before the called execution', () => {
  it('cancels it when another branch fails', async () => {
    const [target, branch] = [newTarget(), newTarget()];
    const called = await publishHolding(target);
    const other = node('other', 'action.http', { method: 'POST', url: branch.url('hold') });
    const nodes = [node('start', 'trigger.manual'), call(called), other, stop];
    const connections = [...chain('start → call'), ...chain('start → other → stop')];
    const id = await startGraph(user, { nodes, connections }, [{ n: 1 }]);
    await untilCalled(branch);
    const child = await vi.waitFor(() => only(called), PATIENCE);
    const running = deliver([{ execution_id: child }]);
    await untilCalled(target);
    await branch.open();
    await untilStatus(user, id, 'failed');
    await vi.waitFor(async () => expect((await rowOf(child)).cancel_requested_at).not.toBeNull(), PATIENCE);
    await target.open();
    await running;
    await untilStatus(user, child, 'cancelled');
    expect(await target.calls()).toHaveLength(1);
  });

  it('has it cancelled by the sweep if it was not at once', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const id = await startHeld(target, called);
    await changeRow(id, "status = 'failed', error_code = 'execution.timed_out', completed_at = now()");
    await testDatabase().sql.query(
      "UPDATE execution_calls SET created_at = now() - interval '1 minute' WHERE execution_id = $1::uuid",
      [id],
    );
    await tick();
    await target.open();
    await untilStatus(user, await only(called), 'cancelled');
    expect(await target.calls()).toHaveLength(1);
  });
});

describe('a caller whose runner is lost, or whose message comes twice', () => {
  it('starts nothing twice, and goes on once', async () => {
    const target = newTarget();
    const called = await publishHolding(target);
    const id = await startHeld(target, called);
    await changeRow(id, "status = 'running', lease_expires_at = now() - interval '1 second'");
    await deliver([{ execution_id: id }, { execution_id: id }]);
    await untilStatus(user, id, 'waiting');
    await target.open();
    await untilStatus(user, id, 'completed');
    await deliver([{ execution_id: id }, { execution_id: await only(called) }]);
    expect((await callsOf(user, id)).length).toBe(1);
    expect((await target.calls()).length).toBe(2);
    expect((await getNodes(user, id)).map(({ node_id, status }) => [node_id, status])).toEqual([
      ['start', 'completed'],
      ['call', 'completed'],
    ]);
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
  });
});

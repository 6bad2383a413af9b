import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import {
  call,
  callingGraph,
  callsOf,
  executionsOf,
  onlyExecution,
  publishCalled,
  publishHolding,
  STOP,
  startGraph,
  startHeld,
  untilCalled,
} from '../support/executions/calling.ts';
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
      {
        executionId,
        nodeId: 'call',
        runIndex: 0,
        attempt: 1,
        epoch: 1,
        workspaceId,
        workflowId,
        depth: 0,
        traceparent: null,
      },
      { calls: [{ workflowId: called, items: [{ json: { n: 1 } }], offset: 0 }], awaited: true },
    );
    await untilStatus(user, await onlyExecution(user, called), 'completed');
    await changeRow(executionId, "lease_expires_at = now() - interval '1 second'");
    await tick();
    expect((await untilStatus(user, executionId, 'completed')).output_data).toEqual([{ n: 1 }]);
    await onlyExecution(user, called);
  });
});

describe('cancelling an execution that waits for others', () => {
  it('lets no further effect begin in any of them, over two levels', async () => {
    const target = newTarget();
    const deepest = await publishHolding(user, target);
    const middle = await publishCalled(user, [call(deepest)]);
    const id = await startGraph(user, callingGraph(call(middle)), [{ n: 1 }]);
    await untilCalled(target);
    expect((await user.api('POST', `/executions/${id}/cancel`)).status).toBe(202);
    await target.open();
    for (const one of [id, await onlyExecution(user, middle), await onlyExecution(user, deepest)])
      await untilStatus(user, one, 'cancelled');
    expect((await target.calls()).map(({ path }) => path.split('/').at(-1))).toEqual(['hold']);
  });

  it('does not touch executions that it did not wait for', async () => {
    const target = newTarget();
    const called = await publishHolding(user, target);
    const hold = node('pause', 'logic.wait', { resume: 'after', amount: 1, unit: 'hours' });
    const id = await startGraph(user, callingGraph(call(called, { wait: false }), [hold]), [{ n: 1 }]);
    await untilCalled(target);
    await untilStatus(user, id, 'waiting');
    await user.api('POST', `/executions/${id}/cancel`);
    await target.open();
    await untilStatus(user, await onlyExecution(user, called), 'completed');
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
    const called = await publishHolding(user, target);
    const id = await startHeld(user, target, called);
    await user.api('POST', `/executions/${await onlyExecution(user, called)}/cancel`);
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_message).toContain('was cancelled');
  });

  it('fails the node at once if the called execution has not begun', async () => {
    const target = newTarget();
    const called = await publishHolding(user, target);
    const id = await startHeld(user, target, called);
    const child = await onlyExecution(user, called);
    await changeRow(child, "status = 'queued', promoted_at = NULL, epoch = epoch + 1, lease_expires_at = NULL");
    expect((await user.api('POST', `/executions/${child}/cancel`)).json.status).toBe('cancelled');
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_code).toBe('workflow.failed');
  });
});

describe('a caller that ends before the called execution', () => {
  it('cancels it when another branch fails', async () => {
    const [target, branch] = [newTarget(), newTarget()];
    const called = await publishHolding(user, target);
    const other = node('other', 'action.http', { method: 'POST', url: branch.url('hold') });
    const nodes = [node('start', 'trigger.manual'), call(called), other, STOP];
    const connections = [...chain('start → call'), ...chain('start → other → stop')];
    const id = await startGraph(user, { nodes, connections }, [{ n: 1 }]);
    await untilCalled(branch);
    const child = await vi.waitFor(() => onlyExecution(user, called), PATIENCE);
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
    const called = await publishHolding(user, target);
    const id = await startHeld(user, target, called);
    await changeRow(id, "status = 'failed', error_code = 'execution.timed_out', completed_at = now()");
    await testDatabase().sql.query(
      "UPDATE execution_calls SET created_at = now() - interval '1 minute' WHERE execution_id = $1::uuid",
      [id],
    );
    await tick();
    await target.open();
    await untilStatus(user, await onlyExecution(user, called), 'cancelled');
    expect(await target.calls()).toHaveLength(1);
  });
});

describe('a caller whose runner is lost, or whose message comes twice', () => {
  it('starts nothing twice, and goes on once', async () => {
    const target = newTarget();
    const called = await publishHolding(user, target);
    const id = await startHeld(user, target, called);
    await changeRow(id, "status = 'running', lease_expires_at = now() - interval '1 second'");
    await deliver([{ execution_id: id }, { execution_id: id }]);
    await untilStatus(user, id, 'waiting');
    await target.open();
    await untilStatus(user, id, 'completed');
    await deliver([{ execution_id: id }, { execution_id: await onlyExecution(user, called) }]);
    expect((await callsOf(user, id)).length).toBe(1);
    expect((await target.calls()).length).toBe(2);
    expect((await getNodes(user, id)).map(({ node_id, status }) => [node_id, status])).toEqual([
      ['start', 'completed'],
      ['call', 'completed'],
    ]);
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
  });
});

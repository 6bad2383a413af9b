import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, getExecution, getNodes, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { deliver } from '../support/queue.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { execute, republish, retry, startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, publish, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

type Target = ReturnType<typeof newTarget>;

// start → one → two → end, where the second call to the target fails, and later ones do not
function drawing(target: Target, word = 'old'): Graph {
  return {
    nodes: [
      node('start', 'trigger.manual'),
      node('one', 'action.http', { method: 'POST', url: target.url('echo'), headers: { 'x-word': word } }),
      node('two', 'action.http', { method: 'POST', url: target.url('fail/2') }),
      node('end', 'logic.noop'),
    ],
    connections: chain('start → one → two → end'),
  };
}

async function failing(target: Target) {
  const workflow = await publish(user, drawing(target));
  const id = await startExecution(user, workflow.id, { n: 7 });
  const failed = await untilStatus(user, id, 'failed');
  expect(failed.error_node_id).toBe('two');
  return { workflow, id };
}

function retryFailed(id: string, body: object = {}) {
  return retry(user, id, { from: 'failed_node', ...body });
}

async function paths(target: Target): Promise<readonly string[]> {
  return (await target.calls()).map(({ path }) => path.split('/').slice(-2).join('/'));
}

describe('retrying an execution from the node that failed', () => {
  it('performs the failed node and those after it, with the same input, and repeats no effect', async () => {
    const target = newTarget();
    const { id } = await failing(target);
    const before = (await target.calls()).length;
    const reply = await retryFailed(id);
    expect([reply.status, reply.json]).toEqual([
      202,
      expect.objectContaining({ parent_execution_id: id, retry_count: 1, input_data: { n: 7 } }),
    ]);
    const again = await untilStatus(user, String(reply.json.id), 'completed');
    expect([before, (await paths(target)).slice(before)]).toEqual([2, ['fail/2']]);
    expect((await getNodes(user, again.id)).map((one) => [one.node_id, one.source])).toEqual([
      ['start', 'reused'],
      ['one', 'reused'],
      ['two', 'performed'],
      ['end', 'performed'],
    ]);
  });

  it('can retry a retry that failed, too', async () => {
    const target = newTarget();
    const { id } = await failing(target);
    const second = await retryFailed(id);
    await untilStatus(user, String(second.json.id), 'completed');
    await changeRow(String(second.json.id), "status = 'failed'");
    await testDatabase().sql.query(
      `UPDATE node_executions SET status = 'failed', output_data = '{}' WHERE execution_id = $1::uuid AND node_id = 'two'`,
      [second.json.id],
    );
    const third = await retryFailed(String(second.json.id));
    await untilStatus(user, String(third.json.id), 'completed');
    expect(await paths(target)).toHaveLength(4);
    const whole = await retry(user, String(third.json.id));
    expect((await getExecution(user, String(whole.json.id))).run_options).toBeNull();
    await untilStatus(user, String(whole.json.id), 'completed');
    expect(await paths(target)).toHaveLength(6);
  });

  it('with the published version, performs the changed nodes and those after them again', async () => {
    const target = newTarget();
    const { workflow, id } = await failing(target);
    await republish(user, workflow, drawing(target, 'new'));
    const original = await retryFailed(id);
    await untilStatus(user, String(original.json.id), 'completed');
    expect(await paths(target)).toHaveLength(3);
    const published = await retryFailed(id, { version: 'published' });
    const ended = await untilStatus(user, String(published.json.id), 'completed');
    expect([ended.workflow_version, await paths(target)]).toEqual([2, expect.objectContaining({ length: 5 })]);
    expect((await getNodes(user, ended.id)).map((one) => one.source)).toEqual([
      'reused',
      ...Array(3).fill('performed'),
    ]);
  });

  it('is refused if nothing failed', async () => {
    const { id: workflow } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const id = executionId(await execute(user, workflow, { wait: true }));
    const reply = await retryFailed(id);
    expect([reply.status, reply.json.code]).toEqual([409, 'executions.not_failed']);
  });

  it('is refused if its history was cut or deleted; a retry from the start is not', async () => {
    const target = newTarget();
    const { id } = await failing(target);
    const spoil = (change: string) => testDatabase().sql.query(change, [id]);
    await spoil(`UPDATE node_executions SET output_data = '{"truncated": true, "bytes": 9}'
      WHERE execution_id = $1::uuid AND node_id = 'one'`);
    const cut = await retryFailed(id);
    expect([cut.status, cut.json.code]).toEqual([409, 'executions.history_incomplete']);
    expect(cut.json.errors).toEqual([expect.objectContaining({ node_id: 'one' })]);
    await spoil('DELETE FROM node_executions WHERE execution_id = $1::uuid');
    expect((await retryFailed(id)).json.code).toBe('executions.history_incomplete');
    expect(await paths(target)).toHaveLength(2);
    const whole = await retryFailed(id, { from: 'start' });
    await untilStatus(user, String(whole.json.id), 'completed');
    expect(await paths(target)).toHaveLength(4);
  });

  it('is refused if the runner was lost with the history', async () => {
    const { id: workflow } = await createWorkflow(user, drawing(newTarget()));
    const id = await queueExecution(user, workflow);
    await changeRow(id, "status = 'failed', error_code = 'execution.runner_lost', completed_at = now()");
    const reply = await retryFailed(id);
    expect([reply.status, reply.json.code]).toEqual([409, 'executions.history_incomplete']);
  });

  it('fails with its own error code if the history is deleted before it runs', async () => {
    const target = newTarget();
    const { workflow, id } = await failing(target);
    const late = await queueExecution(user, workflow.id, {
      hasEffects: true,
      runOptions: { reuse_execution_id: id, from: 'failed_node' },
    });
    await testDatabase().sql.query('DELETE FROM executions WHERE id = $1::uuid', [id]);
    await deliver([{ execution_id: late }]);
    const ended = await untilStatus(user, late, 'failed');
    expect([ended.error_code, await paths(target)]).toEqual([
      'execution.reuse_missing',
      expect.objectContaining({ length: 2 }),
    ]);
  });

  it('of a partial run is the same partial run', async () => {
    const target = newTarget();
    const { id: workflow } = await createWorkflow(user, drawing(target));
    const body = { destination_node_id: 'two', wait: true };
    const first = await execute(user, workflow, body);
    const again = await retryFailed(executionId(first));
    const ended = await untilStatus(user, String(again.json.id), 'completed');
    expect((await getNodes(user, ended.id)).map((one) => one.node_id)).toEqual(['start', 'one', 'two']);
  });

  it.each([{ from: 'middle' }, { from: null }])('refuses the body %j', async (body) => {
    const { id: workflow } = await createWorkflow(user, drawing(newTarget()));
    const id = await queueExecution(user, workflow);
    expect((await retryFailed(id, body)).status).toBe(400);
  });

  it('is hidden from strangers', async () => {
    const { id } = await failing(newTarget());
    const stranger = await createUser();
    const reply = await retry(stranger, id, { from: 'failed_node' });
    expect([reply.status, reply.json.code]).toEqual([404, 'executions.not_found']);
  });
});

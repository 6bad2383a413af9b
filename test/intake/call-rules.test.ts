import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  call,
  callingGraph,
  callsOf,
  executionsOf,
  publishCalled,
  runGraph,
  startGraph,
} from '../support/executions/calling.ts';
import { getExecution, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute, republish } from '../support/run-workflow.ts';
import {
  changeStatus,
  createUser,
  createWorkflow,
  node,
  publish,
  saveWorkflow,
  type User,
} from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** The error of an execution that calls. */
async function failure(workflowId: string, config = {}, input: unknown = [{ n: 1 }, { n: 'two' }]) {
  const id = await startGraph(user, callingGraph(call(workflowId, config)), input);
  const { error_code, error_message, error_node_id } = await untilStatus(user, id, 'failed');
  expect([error_node_id, await callsOf(user, id)]).toEqual(['call', []]);
  return { error_code, error_message };
}

const noop = node('end', 'logic.noop');

describe('a workflow that cannot be called', () => {
  it('is one that does not exist', async () => {
    for (const id of ['nothing', '019a0000-0000-7000-8000-000000000001']) {
      expect((await failure(id)).error_code).toBe('workflow.not_found');
    }
  });

  it('is one of another workspace', async () => {
    const stranger = await createUser();
    expect((await failure(await publishCalled(stranger, [noop]))).error_code).toBe('workflow.not_found');
  });

  it('is one that is not published, or no longer', async () => {
    const graph = { nodes: [node('called', 'trigger.workflow'), noop], connections: chain('called → end') };
    const draft = await createWorkflow(user, graph);
    expect((await failure(draft.id)).error_code).toBe('workflow.not_published');
    const etag = await changeStatus(user, draft, 'publish');
    await changeStatus(user, { id: draft.id, etag }, 'deactivate');
    expect((await failure(draft.id)).error_code).toBe('workflow.not_published');
  });

  it('is one without a trigger for calls', async () => {
    const { id } = await publish(user, {
      nodes: [node('start', 'trigger.manual'), noop],
      connections: chain('start → end'),
    });
    expect((await failure(id)).error_code).toBe('workflow.no_trigger');
  });
});

describe('typed inputs', () => {
  it('are checked before anything starts, and the calling node gets the error', async () => {
    const inputs = { mode: 'fields', fields: [{ name: 'n', type: 'number', required: true }] };
    const called = await publishCalled(user, [noop], { inputs });
    for (const mode of ['once', 'each']) {
      expect(await failure(called, { mode })).toEqual({
        error_code: 'workflow.input_invalid',
        error_message: 'Item 1, field n: expected number, got the text "two"',
      });
    }
    expect(await executionsOf(user, called)).toEqual([]);
  });
});

describe('the caller policy', () => {
  it('refuses callers that it does not allow', async () => {
    const none = await publishCalled(user, [noop], { caller_policy: 'none' });
    const list = await publishCalled(user, [noop], { caller_policy: 'list', caller_ids: [none] });
    expect((await failure(none)).error_code).toBe('workflow.caller_refused');
    expect((await failure(list)).error_code).toBe('workflow.caller_refused');
  });

  it('admits the callers that it names', async () => {
    const caller = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const called = await publishCalled(user, [noop], { caller_policy: 'list', caller_ids: [caller.id] });
    await saveWorkflow(user, caller, callingGraph(call(called)));
    const reply = await execute(user, caller.id, { input: [{ n: 1 }] });
    await untilStatus(user, String(reply.json.execution_id), 'completed');
  });

  it('is that of the published version', async () => {
    const graph = { nodes: [node('called', 'trigger.workflow'), noop], connections: chain('called → end') };
    const workflow = await createWorkflow(user, graph);
    const etag = await changeStatus(user, workflow, 'publish');
    await saveWorkflow(user, { id: workflow.id, etag }, { ...graph, settings: { caller_policy: 'none' } });
    expect((await runGraph(user, callingGraph(call(workflow.id)), [{ n: 1 }])).output_data).toEqual([{ n: 1 }]);
  });
});

describe('a workflow that calls itself', () => {
  it('ends at a depth of ten executions, with an error', async () => {
    const workflow = await createWorkflow(user, { nodes: [node('called', 'trigger.workflow')], connections: [] });
    const nodes = [node('called', 'trigger.workflow'), call(workflow.id)];
    await republish(user, workflow, { nodes, connections: chain('called → call') });
    const id = await startGraph(user, callingGraph(call(workflow.id)), [{ n: 1 }]);
    const ended = await untilStatus(user, id, 'failed');
    expect([ended.error_code, ended.error_message]).toEqual([
      'workflow.failed',
      expect.stringContaining('workflow.failed'),
    ]);
    const ids = await executionsOf(user, workflow.id);
    const codes = await Promise.all(ids.map(async (one) => (await getExecution(user, one)).error_code));
    expect([ids.length, codes.filter((code) => code === 'workflow.too_deep').length]).toEqual([9, 1]);
  });

  it('can’t start more executions in all than are allowed', async () => {
    const called = await publishCalled(user, [noop]);
    const target = newTarget();
    const hold = node('hold', 'action.http', { method: 'POST', url: target.url('hold') });
    const nodes = [node('start', 'trigger.manual'), hold, call(called)];
    const id = await startGraph(user, { nodes, connections: chain('start → hold → call') });
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
    await testDatabase().sql.query(
      `INSERT INTO execution_calls (called_execution_id, called_created_at, root_execution_id, execution_id,
        execution_created_at, node_id, run_index, attempt, place, workspace_id, awaited)
      SELECT gen_random_uuid(), created_at, id, id, created_at, 'other', 0, 1, n, workspace_id, false
      FROM executions, generate_series(1, 10000) n WHERE id = $1::uuid`,
      [id],
    );
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_code).toBe('workflow.too_many_calls');
  });
});

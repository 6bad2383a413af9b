import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, getExecution, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute, sayingGraph } from '../../support/run-workflow.ts';
import {
  changeStatus,
  createUser,
  createWorkflow,
  node,
  post,
  publish,
  saveWorkflow,
  type User,
} from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function run(id: string, body: object, headers: Record<string, string> = {}) {
  return execute(user, id, body, headers);
}

describe('executing a workflow', () => {
  it('answers 202, and the execution completes by itself', async () => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const reply = await run(id, { input: { n: 1 } });
    expect([reply.status, reply.json]).toEqual([
      202,
      { execution_id: expect.any(String), status: 'queued', duplicate: false },
    ]);
    const ended = await untilStatus(user, executionId(reply), 'completed');
    expect(ended).toMatchObject({
      output_data: [{ word: 'a', n: 1 }],
      trigger_type: 'manual',
      triggered_by: expect.any(String),
    });
  });

  it('waits for the end if asked to', async () => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const reply = await run(id, { input: [{ n: 1 }, { n: 2 }], wait: true });
    const output = [1, 2].map((n) => ({ word: 'a', n }));
    expect([reply.status, reply.json]).toEqual([
      200,
      {
        execution_id: expect.any(String),
        status: 'completed',
        duplicate: false,
        output_data: output,
        response: null,
        error_code: null,
        error_message: null,
      },
    ]);
    expect((await getExecution(user, executionId(reply))).output_data).toEqual(output);
  });

  it('tells a waiting caller of a failure, and of the response of a respond node', async () => {
    const answer = node('answer', 'action.respond', { respond_with: 'text', body: 'hello', status: 201 });
    const stop = node('stop', 'action.stop_error', { message: 'enough' });
    const nodes = [node('start', 'trigger.manual'), answer, stop];
    const { id } = await createWorkflow(user, { nodes, connections: chain('start → answer → stop') });
    const reply = await run(id, { wait: true });
    expect(reply.json).toMatchObject({
      status: 'failed',
      error_code: 'workflow.stopped',
      error_message: 'enough',
      response: { status: 201, body: btoa('hello') },
    });
  });

  it('stops waiting at its timeout, and the execution goes on', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'POST', url: target.url('hold') });
    const nodes = [node('start', 'trigger.manual'), call];
    const { id } = await createWorkflow(user, { nodes, connections: chain('start → call') });
    const reply = await run(id, { wait: true, timeout_seconds: 1 });
    expect(reply.status).toBe(202);
    await target.open();
    await untilStatus(user, executionId(reply), 'completed');
    expect(await target.calls()).toHaveLength(1);
  });

  it.each([true, false])('starts one execution for one Idempotency-Key (wait: %s)', async (wait) => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const key = { 'idempotency-key': 'k' };
    const replies = await Promise.all([1, 2, 3, 4].map((n) => run(id, { input: { n }, wait }, key)));
    expect(new Set(replies.map(executionId)).size).toBe(1);
    expect(replies.filter(({ json }) => json.duplicate === false)).toHaveLength(1);
    const first = executionId(replies[0] ?? (await run(id, {}, key)));
    const ended = await untilStatus(user, first, 'completed');
    const late = await run(id, { input: { n: 9 } }, key);
    expect([late.status, late.json.output_data, late.json.duplicate]).toEqual([200, ended.output_data, true]);
  });

  it('hands no data to another caller who sends the same Idempotency-Key', async () => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const key = { 'idempotency-key': 'k' };
    const path = `/api/v1/workspaces/${user.workspaceId}/workflows/${id}/execute`;
    const byKey = async (name: string) => {
      const { json } = await user.api('POST', '/api-keys', { name, scopes: ['workflows:run'] });
      return (body: object) => post(path, body, { 'x-api-key': String(json.key), ...key });
    };
    const callers = [(body: object) => run(id, body, key), await byKey('One'), await byKey('Two')];
    for (const [n, call] of callers.entries()) {
      const first = await call({ input: { n }, wait: true });
      expect(first.json).toMatchObject({ duplicate: false, output_data: [{ n }] });
      expect((await call({ input: { n }, wait: true })).json).toEqual({ ...first.json, duplicate: true });
    }
  });

  it('tells an Idempotency-Key from all other keys, whatever it looks like', async () => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const longest = 'k'.repeat(200);
    for (const text of ['error:1', 'webhook:a:b', `run:${id}:k`, 'k:k', longest]) {
      expect((await run(id, { wait: true }, { 'idempotency-key': text })).json.duplicate).toBe(false);
      expect((await run(id, { wait: true }, { 'idempotency-key': text })).json.duplicate).toBe(true);
    }
    const again = await run(id.toUpperCase(), { wait: true }, { 'idempotency-key': longest });
    expect(again.json.duplicate).toBe(true);
  });

  it('accepts the same Idempotency-Key for another workflow', async () => {
    const [one, two] = [await createWorkflow(user, sayingGraph('1')), await createWorkflow(user, sayingGraph('2'))];
    const replies = [
      await run(one.id, { wait: true }, { 'idempotency-key': 'k' }),
      await run(two.id, { wait: true }, { 'idempotency-key': 'k' }),
    ];
    expect(replies.map(({ json }) => json.duplicate)).toEqual([false, false]);
  });

  it('runs the published version, the last one saved, or the named one', async () => {
    const workflow = await publish(user, sayingGraph('1'));
    await saveWorkflow(user, workflow, sayingGraph('2'));
    const words = await Promise.all(
      [{}, { version: 'latest' }, { version: 1 }].map(
        async (choice) => (await run(workflow.id, { wait: true, ...choice })).json.output_data,
      ),
    );
    expect(words).toEqual([[{ word: '1' }], [{ word: '2' }], [{ word: '1' }]]);
  });

  it('begins at the named trigger', async () => {
    const { nodes, connections } = sayingGraph('a');
    const graph = {
      nodes: [...nodes, node('hook', 'trigger.webhook')],
      connections: [...connections, ...chain('hook → say')],
    };
    const { id } = await createWorkflow(user, graph);
    const ended = await run(id, { wait: true, trigger_node_id: 'hook', input: { n: 1 } });
    expect((await getExecution(user, executionId(ended))).trigger_node_id).toBe('hook');
  });

  it.each([
    [{ version: 9 }, 422, 'workflows.version_not_found'],
    [{ trigger_node_id: 'say' }, 422, 'executions.unknown_trigger'],
    [{ trigger_node_id: 'gone' }, 422, 'executions.unknown_trigger'],
  ])('refuses %j', async (body, status, code) => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const reply = await run(id, body);
    expect([reply.status, reply.json.code]).toEqual([status, code]);
  });

  it.each([
    [{ trigger_node_id: 'strat' }, 'The workflow has no trigger strat. Did you mean "start"?'],
    [{ trigger_node_id: 'gone' }, 'The ids of its enabled triggers are "start".'],
    [{ destination_node_id: 'gone' }, 'The ids of its nodes are "start", "say".'],
  ])('answers %j with what there is', async (body, detail) => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    expect((await run(id, body)).json.detail).toContain(detail);
  });

  it.each([
    { version: 0 },
    { version: 1e20 },
    { input: 'text' },
    { input: [1] },
    { timeout_seconds: 1000 },
    { what: 1 },
  ])('refuses %j as bad input', async (body) => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    expect([400, 422]).toContain((await run(id, body)).status);
  });

  it('refuses archived and missing workflows', async () => {
    const workflow = await createWorkflow(user, sayingGraph('a'));
    await changeStatus(user, workflow, 'archive');
    expect((await run(workflow.id, {})).json.code).toBe('workflows.archived');
    const stranger = await createUser();
    const reply = await execute(stranger, workflow.id);
    expect([reply.status, reply.json.code]).toEqual([404, 'workflows.not_found']);
  });
});

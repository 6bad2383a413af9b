import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { newId } from '../../src/shared/ids.ts';
import { executionId, getExecution, getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { execute } from '../support/run-workflow.ts';
import {
  createUser,
  createWorkflow,
  type Graph,
  node,
  post,
  publish,
  type Reply,
  send,
  type User,
} from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

type Target = ReturnType<typeof newTarget>;

/** A node that posts its name to the target. */
function say(target: Target, id: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'action.http', { method: 'POST', url: target.url('echo'), body: { id } }, more);
}

async function said(target: Target): Promise<readonly unknown[]> {
  return (await target.calls()).map(({ body }) => JSON.parse(body).id);
}

// start → a → b → c, start → side, other → side
function drawing(target: Target): Graph {
  return {
    nodes: [
      ...[node('start', 'trigger.manual'), node('other', 'trigger.manual')],
      ...['a', 'b', 'c', 'side'].map((id) => say(target, id)),
    ],
    connections: [...chain('start → a → b → c'), ...chain('start → side'), ...chain('other → side')],
  };
}

function run(workflow: string, body: object): Promise<Reply> {
  return execute(user, workflow, { wait: true, ...body });
}

/** The sources of an execution's node runs, by node. */
async function sources(id: string) {
  return Object.fromEntries((await getNodes(user, id)).map((one) => [one.node_id, one.source]));
}

async function executed(target: Target) {
  const { id: workflow } = await createWorkflow(user, drawing(target));
  const first = await run(workflow, { input: { n: 1 } });
  expect(first.json.status).toBe('completed');
  return { workflow, id: executionId(first) };
}

describe('executing a part of a workflow', () => {
  it('runs up to a node and no further', async () => {
    const target = newTarget();
    const { id } = await createWorkflow(user, drawing(target));
    const reply = await run(id, { destination_node_id: 'b' });
    expect([reply.json.status, await said(target)]).toEqual(['completed', ['a', 'b']]);
    expect((await getExecution(user, executionId(reply))).run_options).toEqual({ destination_node_id: 'b' });
  });

  it('runs from a node with the data of an earlier execution, its input and its trigger', async () => {
    const target = newTarget();
    const { workflow, id } = await executed(target);
    const before = (await said(target)).length;
    const reply = await run(workflow, { start_node_id: 'c', reuse_execution_id: id });
    expect([reply.json.status, (await said(target)).slice(before)]).toEqual(['completed', ['c']]);
    const again = executionId(reply);
    expect(await sources(again)).toEqual({ start: 'reused', a: 'reused', b: 'reused', side: 'reused', c: 'performed' });
    expect((await getExecution(user, again)).input_data).toEqual({ n: 1 });
    const runs = await getNodes(user, again);
    expect(runs.find(({ node_id }) => node_id === 'b')).toMatchObject({ duration_ms: 0, status: 'completed' });
  });

  it('runs from one node up to another, also from the queue', async () => {
    const target = newTarget();
    const { workflow, id } = await executed(target);
    const before = (await said(target)).length;
    const part = { start_node_id: 'b', destination_node_id: 'b', reuse_execution_id: id };
    await untilStatus(user, executionId(await run(workflow, { ...part, wait: false })), 'completed');
    expect((await said(target)).slice(before)).toEqual(['b']);
  });

  it('is shown while it runs', async () => {
    const target = newTarget();
    const graph = drawing(target);
    const held = node('b', 'action.http', { method: 'POST', url: target.url('hold') });
    const nodes = graph.nodes.map((one) => (one.id === 'b' ? held : one));
    const { id: workflow } = await createWorkflow(user, { ...graph, nodes });
    const id = executionId(await run(workflow, { destination_node_id: 'b', wait: false }));
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(2), PATIENCE);
    expect((await getNodes(user, id)).map((one) => [one.node_id, one.status, one.source])).toEqual([
      ['start', 'completed', 'performed'],
      ['a', 'completed', 'performed'],
      ['b', 'running', 'performed'],
    ]);
    await target.open();
    await untilStatus(user, id, 'completed');
  });

  it('needs no object if no writing node takes part', async () => {
    const target = newTarget();
    const { id: workflow } = await createWorkflow(user, drawing(target));
    const reply = await run(workflow, { destination_node_id: 'start' });
    const [row] = await testDatabase().sql.query(
      'SELECT has_effects, promoted_at FROM executions WHERE id = $1::uuid',
      [executionId(reply)],
    );
    expect(row).toEqual({ has_effects: false, promoted_at: null });
  });
});

describe('a part that cannot be executed', () => {
  it.each([
    [{ destination_node_id: 'gone' }, 'executions.unknown_node'],
    [{ destination_node_id: 'a', trigger_node_id: 'other' }, 'executions.destination_unreachable'],
    [{ start_node_id: 'a' }, 'executions.start_without_reuse'],
    [{ reuse_execution_id: '019a0000-0000-7000-8000-000000000000' }, 'executions.start_without_reuse'],
  ])('is refused: %j', async (part, code) => {
    const { id } = await createWorkflow(user, drawing(newTarget()));
    const reply = await run(id, part);
    expect([reply.status, reply.json.code]).toEqual([422, code]);
  });

  it.each([
    [{ start_node_id: 'gone' }, 'executions.unknown_node'],
    [{ start_node_id: 'a', trigger_node_id: 'other' }, 'executions.start_unreachable'],
    [{ start_node_id: 'c', destination_node_id: 'a' }, 'executions.start_unreachable'],
  ])('is refused with data of an earlier execution: %j', async (part, code) => {
    const { workflow, id } = await executed(newTarget());
    const reply = await run(workflow, { ...part, reuse_execution_id: id });
    expect([reply.status, reply.json.code]).toEqual([422, code]);
  });

  it.each([
    { start_node_id: 1 },
    { reuse_execution_id: 'x' },
    { use_pinned_data: 'yes' },
    { destination_node_id: null },
  ])('is refused as bad input: %j', async (part) => {
    const { id } = await createWorkflow(user, drawing(newTarget()));
    expect((await run(id, part)).status).toBe(400);
  });

  it('names the node whose data were cut', async () => {
    const { workflow, id } = await executed(newTarget());
    await testDatabase().sql.query(
      `UPDATE node_executions SET output_data = '{"truncated": true, "bytes": 9}' WHERE execution_id = $1::uuid AND node_id = 'a'`,
      [id],
    );
    const reply = await run(workflow, { start_node_id: 'c', reuse_execution_id: id });
    expect([reply.status, reply.json.code]).toEqual([422, 'executions.reuse_cut']);
    expect(reply.json.errors).toEqual([expect.objectContaining({ node_id: 'a' })]);
    const needless = await run(workflow, { start_node_id: 'a', reuse_execution_id: id });
    expect(needless.json.status).toBe('completed');
  });

  it('is refused with an execution of another workspace or workflow, a running one, and one that does not exist', async () => {
    const target = newTarget();
    const { workflow, id } = await executed(target);
    const stranger = await createUser();
    const { id: theirs } = await createWorkflow(stranger, drawing(target));
    const foreign = await queueExecution(stranger, theirs);
    const underWay = await queueExecution(user, workflow);
    const { id: another } = await createWorkflow(user, drawing(target));
    const before = (await said(target)).length;
    const asked = async (where: string, reuse_execution_id: string) => {
      const reply = await run(where, { start_node_id: 'c', reuse_execution_id });
      return [reply.status, reply.json.code];
    };
    expect(await asked(workflow, foreign)).toEqual([404, 'executions.not_found']);
    expect(await asked(workflow, newId(Date.now()))).toEqual([404, 'executions.not_found']);
    expect(await asked(workflow, crypto.randomUUID())).toEqual([404, 'executions.not_found']);
    expect(await asked(another, id)).toEqual([422, 'executions.reuse_other_workflow']);
    expect(await asked(workflow, underWay)).toEqual([409, 'executions.not_ended']);
    await changeRow(underWay, "status = 'failed', completed_at = now()");
    expect(await asked(workflow, underWay)).toEqual([422, 'executions.reuse_missing']);
    expect((await said(target)).slice(before)).toEqual([]);
  });
});

describe('pinned data', () => {
  const pinned_data = [{ json: { pin: 1 } }];

  function pinnedDrawing(target: Target): Graph {
    const nodes = [node('start', 'trigger.manual'), node('hook', 'trigger.webhook'), say(target, 'a', { pinned_data })];
    return { nodes, connections: [...chain('start → a'), ...chain('hook → a')] };
  }

  it('are used in runs by hand, unless the request says otherwise', async () => {
    const target = newTarget();
    const { id } = await createWorkflow(user, pinnedDrawing(target));
    const reply = await run(id, {});
    expect([reply.json.output_data, await said(target)]).toEqual([[{ pin: 1 }], []]);
    expect(await sources(executionId(reply))).toEqual({ start: 'performed', a: 'pinned' });
    expect((await run(id, { use_pinned_data: false })).json.status).toBe('completed');
    expect(await said(target)).toEqual(['a']);
  });

  it('are not used by webhooks', async () => {
    const target = newTarget();
    const { webhook } = await publish(user, pinnedDrawing(target));
    const reply = await post(webhook, {});
    await untilStatus(user, executionId(reply), 'completed');
    expect(await said(target)).toEqual(['a']);
  });

  it('are used for an API key only if the request says so', async () => {
    const target = newTarget();
    const { id } = await createWorkflow(user, pinnedDrawing(target));
    const created = await user.api('POST', '/api-keys', { name: 'Key', scopes: ['workflows:run'] });
    const call = (body: object) =>
      send('POST', `/api/v1/workspaces/${user.workspaceId}/workflows/${id}/execute`, {
        headers: { 'x-api-key': String(created.json.key), 'content-type': 'application/json' },
        body: JSON.stringify({ wait: true, ...body }),
      });
    expect([(await call({ use_pinned_data: true })).json.output_data, await said(target)]).toEqual([[{ pin: 1 }], []]);
    await call({});
    expect(await said(target)).toEqual(['a']);
  });

  it.each([[{}], [{ json: 1 }], [{ json: {}, from: 0 }], [{ json: {}, binary: { f: { data: '!', mime_type: 'x' } } }]])(
    'have to be items: %j',
    async (item) => {
      const graph = { nodes: [{ ...node('start', 'trigger.manual'), pinned_data: [item] }], connections: [] };
      const reply = await user.api('POST', '/workflows', { name: 'Test', settings: {}, ...graph });
      expect(reply.status).toBe(422);
    },
  );
});

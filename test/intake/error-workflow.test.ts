import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import { startErrorWorkflows } from '../../src/intake/ends/start-error-workflows.ts';
import { newId } from '../../src/shared/ids.ts';
import { call, executionsOf, publishCalled } from '../support/executions/calling.ts';
import { executionId, getExecution, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { deliver, tick } from '../support/queue.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { startExecution } from '../support/run-workflow.ts';
import { changeStatus, createUser, createWorkflow, node, publish, send, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;
let reporter: string;

beforeAll(async () => {
  user = await createUser();
  reporter = await publishReporter();
});

async function publishReporter(more: readonly ReturnType<typeof node>[] = []): Promise<string> {
  const nodes = [node('failed', 'trigger.error'), ...more];
  return (await publish(user, { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')) })).id;
}

const stop = node('stop', 'action.stop_error', { message: 'no such order' });

/** hook → these nodes → stop, with an error workflow */
function failing(error_workflow_id: string, nodes: readonly ReturnType<typeof node>[] = []) {
  const all = [node('hook', 'trigger.webhook', { respond: 'last_node' }), ...nodes, stop];
  return { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')), settings: { error_workflow_id } };
}

function untilStarted(workflowId: string): Promise<string> {
  return vi.waitFor(async () => {
    const ids = await executionsOf(user, workflowId);
    expect(ids).toHaveLength(1);
    return ids[0] ?? '';
  }, PATIENCE);
}

async function reportsOf(id: string): Promise<number> {
  const rows = await testDatabase().sql.query('SELECT 1 FROM failure_reports WHERE execution_id = $1::uuid', [id]);
  return rows.length;
}

describe('an error workflow', () => {
  it('is started for an execution that had no row before its end', async () => {
    const told = await publishReporter();
    const { webhook, id: workflow } = await publish(user, failing(told));
    const id = executionId(await send('POST', webhook));
    const report = await untilStarted(told);
    const { output_data, trigger_type } = await untilStatus(user, report, 'completed');
    expect([trigger_type, output_data]).toEqual([
      'error',
      [
        {
          execution: {
            id,
            mode: 'webhook',
            retry_of: null,
            lastNodeExecuted: 'stop',
            error: { code: 'workflow.stopped', message: 'no such order', node: { id: 'stop', name: 'stop' } },
          },
          workflow: { id: workflow, name: 'Test', version: 1 },
        },
      ],
    ]);
    expect(await reportsOf(id)).toBe(0);
  });

  it('is started for an execution with effects', async () => {
    const told = await publishReporter();
    const effect = node('effect', 'action.http', { method: 'POST', url: newTarget().url('echo') });
    const { webhook } = await publish(user, failing(told, [effect]));
    const id = executionId(await send('POST', webhook));
    await untilStatus(user, id, 'failed');
    const report = await getExecution(user, await untilStarted(told));
    expect(report.trigger_data).toMatchObject({ execution_id: id });
  });

  it('is started once for an execution whose runners were lost', async () => {
    const told = await publishReporter();
    const { id: workflow } = await publish(user, failing(told));
    const id = await queueExecution(user, workflow, { triggerType: 'webhook', triggerNodeId: 'hook' });
    await changeRow(id, "status = 'running', epoch = 5, claims = 100, lease_expires_at = now() - interval '2 minutes'");
    await Promise.all([tick(), tick()]);
    const report = await getExecution(user, await untilStarted(told));
    expect(report.input_data).toMatchObject({
      execution: { id, error: { code: 'execution.runner_lost', node: null } },
    });
  });

  it('is started for an execution whose message could not be handled', async () => {
    const told = await publishReporter();
    const { id: workflow } = await publish(user, failing(told));
    const id = await queueExecution(user, workflow, { triggerType: 'schedule', triggerNodeId: 'hook' });
    await changeRow(id, 'claims = 1');
    await deliver([{ execution_id: id }], 'linkflow-executions-dead');
    expect((await getExecution(user, await untilStarted(told))).trigger_data).toMatchObject({ execution_id: id });
  });

  it('is started by the sweep if it was not at once', async () => {
    const told = await publishReporter();
    const { id: workflow } = await publish(user, failing(told));
    const id = await queueExecution(user, workflow, { triggerType: 'webhook', triggerNodeId: 'hook' });
    await changeRow(id, "status = 'failed', error_code = 'execution.timed_out', completed_at = now()");
    await testDatabase().sql.query("UPDATE failure_reports SET created_at = now() - interval '1 minute'");
    await tick();
    await untilStarted(told);
    expect(await reportsOf(id)).toBe(0);
  });

  it('is not started for a run by hand', async () => {
    const told = await publishReporter();
    const { id: workflow } = await publish(user, failing(told));
    const id = await startExecution(user, workflow);
    await untilStatus(user, id, 'failed');
    expect([await reportsOf(id), await executionsOf(user, told)]).toEqual([0, []]);
  });

  it('is not started for its own failure', async () => {
    const { id, etag } = await createWorkflow(user, {
      nodes: [node('failed', 'trigger.error'), stop],
      connections: chain('failed → stop'),
    });
    const settings = { error_workflow_id: id };
    const body = { nodes: [node('failed', 'trigger.error'), stop], connections: chain('failed → stop'), settings };
    const saved = await user.api('PUT', `/workflows/${id}`, body, { 'if-match': etag });
    await changeStatus(user, { id, etag: saved.headers.get('etag') ?? '' }, 'publish');
    const { webhook } = await publish(user, failing(id));
    await send('POST', webhook);
    const report = await untilStarted(id);
    await untilStatus(user, report, 'failed');
    expect([await reportsOf(report), await executionsOf(user, id)]).toEqual([0, [report]]);
  });

  it('that calls the failed workflow comes to an end', async () => {
    const inner = await createWorkflow(user, {
      nodes: [node('called', 'trigger.workflow'), stop],
      connections: chain('called → stop'),
    });
    const told = await publishReporter([call(inner.id)]);
    const graph = {
      nodes: [node('called', 'trigger.workflow'), stop],
      connections: chain('called → stop'),
      settings: { error_workflow_id: told },
    };
    const saved = await user.api('PUT', `/workflows/${inner.id}`, graph, { 'if-match': inner.etag });
    await changeStatus(user, { id: inner.id, etag: saved.headers.get('etag') ?? '' }, 'publish');
    const { webhook } = await publish(user, failing(told));
    await send('POST', webhook);
    await vi.waitFor(
      async () => {
        const ids = await executionsOf(user, told);
        const ended = await Promise.all(ids.map((id) => getExecution(user, id)));
        expect(ended.map(({ depth, status }) => [depth, status])).toEqual(
          [9, 7, 5, 3, 1].map((depth) => [depth, 'failed']),
        );
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(
      await testDatabase().sql.query('SELECT 1 FROM failure_reports WHERE error_workflow_id = $1::uuid', [told]),
    ).toEqual([]);
  });

  it.each(['unpublished', 'without a trigger for it'])(
    'that is %s is not told, and nothing is left to do',
    async (how) => {
      const other =
        how === 'unpublished'
          ? (await createWorkflow(user, { nodes: [node('failed', 'trigger.error')], connections: [] })).id
          : await publishCalled(user, []);
      const { webhook } = await publish(user, failing(other));
      const id = executionId(await send('POST', webhook));
      await vi.waitFor(async () => expect(await reportsOf(id)).toBe(0), PATIENCE);
      expect(await executionsOf(user, other)).toEqual([]);
    },
  );

  it('has to be in the same workspace', async () => {
    const stranger = await createUser();
    const reply = await stranger.api('POST', '/workflows', { name: 'Test', ...failing(reporter) });
    const refused = await stranger.api('POST', `/workflows/${reply.json.id}/publish`);
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      [expect.objectContaining({ code: 'graph.unknown_workflow', path: ['settings', 'error_workflow_id'] })],
    ]);
  });

  it('is removed from an imported file, and reported', async () => {
    const stranger = await createUser();
    const file = { format: 'linkflow.workflow', format_version: 1, name: 'Filed', ...failing(reporter) };
    const reply = await stranger.api('POST', '/workflows/import', file);
    expect(reply.json).toMatchObject({ stripped_error_workflow_id: reporter, workflow: { settings: {} } });
  });
});

describe('failure reports', () => {
  it('of deleted executions do not hold up others', async () => {
    const gone = newId(Date.now());
    await testDatabase().sql.query(
      `INSERT INTO failure_reports (execution_id, execution_created_at, workspace_id, error_workflow_id, created_at)
      VALUES ($1::uuid, now(), $2::uuid, $3::uuid, now() - interval '1 minute')`,
      [gone, user.workspaceId, reporter],
    );
    await tick();
    expect(await reportsOf(gone)).toBe(0);
  });

  it('are handled although one before them fails', async () => {
    const told = await publishReporter();
    const { id: workflow } = await publish(user, failing(told));
    const ids = [await queueFailed(workflow), await queueFailed(workflow)];
    const { intake } = createDependencies(env);
    let handed = 0;
    const handOver = async (executions: readonly string[]): Promise<void> => {
      handed += 1;
      if (handed === 1) throw new Error('broken');
      await intake.outbox.handOver(executions);
    };
    await startErrorWorkflows({ ...intake, outbox: { ...intake.outbox, handOver } }, ids);
    expect(handed).toBe(2);
    expect((await Promise.all(ids.map(reportsOf))).reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

/** A webhook's execution that has just failed. */
async function queueFailed(workflow: string): Promise<string> {
  const id = await queueExecution(user, workflow, { triggerType: 'webhook', triggerNodeId: 'hook' });
  await changeRow(id, "status = 'failed', completed_at = now()");
  return id;
}

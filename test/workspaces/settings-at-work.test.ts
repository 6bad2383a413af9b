import { describe, expect, it } from 'vitest';
import { untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { tick } from '../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { createUser, node, publish, send, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

const DAY = 24 * 3600 * 1000;

async function settle(user: User, settings: object): Promise<void> {
  const { status, text } = await user.api('PATCH', '', { settings });
  if (status !== 200) throw new Error(text);
}

describe('the allow list of a workspace', () => {
  it.each([
    [null, 'completed'],
    [['127.0.0.1'], 'completed'],
    [['api.example.com'], 'failed'],
    [[], 'failed'],
  ] as const)('%j lets a request of its workflows be %s', async (egress_allow, status) => {
    const user = await createUser();
    await settle(user, { egress_allow });
    const target = newTarget();
    const get = node('get', 'action.http', { method: 'GET', url: target.url('echo') });
    const { webhook } = await publish(user, {
      nodes: [node('hook', 'trigger.webhook', { respond: 'last_node' }), get],
      connections: chain('hook → get'),
    });
    const reply = await send('POST', webhook);
    const execution = await untilStatus(user, reply.headers.get('linkflow-execution-id') ?? '', status);
    expect(execution.error_code ?? null).toBe(status === 'failed' ? 'egress.host_not_on_allow_list' : null);
    expect(await target.calls()).toHaveLength(status === 'failed' ? 0 : 1);
  });
});

describe('the time zone of a workspace', () => {
  it('is that of its new workflows, unless they name another', async () => {
    const user = await createUser();
    await settle(user, { timezone: 'Asia/Kolkata' });
    const made = await user.api('POST', '/workflows', { name: 'W' });
    expect(made.json.settings).toEqual({ timezone: 'Asia/Kolkata' });
    const other = await user.api('POST', '/workflows', { name: 'W', settings: { timezone: 'UTC' } });
    expect(other.json.settings).toEqual({ timezone: 'UTC' });
  });
});

/** Settings, how an execution ended and how many days ago, and whether it is kept. */
const KEPT = [
  [{ completed_days: 3 }, 'completed', 4, false],
  [{ completed_days: 3 }, 'completed', 2, true],
  [{ completed_days: 40 }, 'cancelled', 35, true],
  [{ completed_days: 40 }, 'failed', 91, false],
  [{ failed_days: 5 }, 'failed', 6, false],
  [{ failed_days: 100 }, 'failed', 95, true],
  [{}, 'completed', 31, false],
] as const;

describe('the retention of a workspace', () => {
  it('says which of its executions a night keeps', async () => {
    const ids: string[] = [];
    for (const [retention, status, days] of KEPT) {
      const user = await createUser();
      await settle(user, { retention });
      const id = await queueExecution(user, await createIdleWorkflow(user), { createdAt: Date.now() - days * DAY });
      await changeRow(id, `status = '${status}', completed_at = now() - interval '${days} days'`);
      ids.push(id);
    }
    await tick('17 3 * * *');
    const rows = await Promise.all(ids.map(rowOf));
    const found = KEPT.map(([retention, status, days], at) => [retention, status, days, rows[at]?.id === ids[at]]);
    expect(found).toEqual(KEPT);
  });
});

describe('the error workflow of a workspace', () => {
  async function reportedTo(user: User, workflowId: string): Promise<unknown> {
    const id = await queueExecution(user, workflowId, { triggerType: 'api' });
    await changeRow(id, `status = 'failed', completed_at = now()`);
    const rows = await testDatabase().sql.query(
      'SELECT error_workflow_id FROM failure_reports WHERE execution_id = $1::uuid',
      [id],
    );
    return rows[0]?.error_workflow_id ?? null;
  }

  it('is told of failures of workflows that name none', async () => {
    const user = await createUser();
    const [failing, told, own] = [
      await createIdleWorkflow(user),
      await createIdleWorkflow(user),
      await createIdleWorkflow(user),
    ];
    expect(await reportedTo(user, failing)).toBeNull();
    await settle(user, { error_workflow_id: told });
    expect(await reportedTo(user, failing)).toBe(told);
    await testDatabase().sql.query(
      `UPDATE workflow_versions SET settings = json_build_object('error_workflow_id', $2::text) WHERE workflow_id = $1::uuid`,
      [failing, own],
    );
    expect(await reportedTo(user, failing)).toBe(own);
  });
});

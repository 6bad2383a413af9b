import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fireSchedules } from '../../src/intake/schedules/fire-schedules.ts';
import { duePolls } from '../../src/polls/due-polls.ts';
import { newId } from '../../src/shared/ids.ts';
import { billedDeployment, type Deployment, liftLimits, setUsage } from '../support/accounts/billing.ts';
import { executionId, untilStatus } from '../support/executions.ts';
import { feedGraph, pollsOf } from '../support/polls.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, node, publish } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let deployment: Deployment;

beforeAll(() => {
  deployment = billedDeployment();
});

afterAll(liftLimits);

describe('a plan that is used up', () => {
  const hooked = {
    nodes: [node('hook', 'trigger.webhook', { authentication: { type: 'none' } }), node('start', 'trigger.manual')],
    connections: [],
  };

  async function refusedUser() {
    const user = await createUser();
    const workflow = await publish(user, hooked);
    await setUsage(user, 1000);
    await deployment.keepPlans();
    return { user, workflow, path: workflow.webhook };
  }

  it('refuses new runs by all ways, by a code that stays', async () => {
    const { user, workflow, path } = await refusedUser();
    const fresh = billedDeployment();
    const schedule = await user.api('POST', '/schedules', {
      workflow_id: workflow.id,
      name: 'Nightly',
      cron_expression: '0 3 * * *',
    });
    const run = (at: string, body: unknown) => fresh.api(user, at, { method: 'POST', body });
    await liftLimits();
    const feed = await publish(user, feedGraph());
    const [poll] = await pollsOf(user, feed.id);
    await deployment.keepPlans();
    const answers = [
      await fresh.request(path, { method: 'POST', body: {} }),
      await run(`/workflows/${workflow.id}/execute`, { trigger_node_id: 'start' }),
      await run(`/workflows/${workflow.id}/execute/batch`, { trigger_node_id: 'start', runs: [{ input: {} }] }),
      await run(`/schedules/${String(schedule.json.id)}/run`, undefined),
      await run(`/workflows/${feed.id}/polls/${poll?.id}/poll-now`, undefined),
    ];
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual(
      answers.map(() => [402, 'plans.executions_reached']),
    );
  });

  it('tells again what was accepted before', async () => {
    const { user, workflow } = await refusedUser();
    await liftLimits();
    const headers = { 'idempotency-key': newId(Date.now()) };
    const first = await user.api('POST', `/workflows/${workflow.id}/execute`, { trigger_node_id: 'start' }, headers);
    await deployment.keepPlans();
    await setUsage(user, 1000);
    await deployment.keepPlans();
    const again = await billedDeployment().api(user, `/workflows/${workflow.id}/execute`, {
      method: 'POST',
      body: { trigger_node_id: 'start' },
      headers,
    });
    expect([first.status, again.status < 300]).toEqual([202, true]);
    expect(again.json.execution_id).toBe(first.json.execution_id);
  });

  it('lets an execution that was accepted be retried', async () => {
    const { user, workflow } = await refusedUser();
    await liftLimits();
    const id = executionId(await execute(user, workflow.id, { trigger_node_id: 'start' }));
    await untilStatus(user, id, 'completed');
    await deployment.keepPlans();
    const retried = await billedDeployment().api(user, `/executions/${id}/retry`, {
      method: 'POST',
      body: {},
    });
    expect(retried.status).toBe(202);
  });

  it('leaves polls due, and takes them when there is room', async () => {
    const { user } = await refusedUser();
    const feed = await publish(user, feedGraph());
    const [poll] = await pollsOf(user, feed.id);
    const due = async () => (await duePolls(testDatabase(), 1000)).map(({ poll_id }) => poll_id);
    await testDatabase().sql.query(`UPDATE polls SET next_poll_at = now() WHERE id = $1::uuid`, [poll?.id]);
    expect(await due()).not.toContain(poll?.id);
    await liftLimits();
    expect(await due()).toContain(poll?.id);
    await deployment.keepPlans();
  });

  it('leaves schedules due, so that they go on by their own policy when there is room', async () => {
    const { user, workflow } = await refusedUser();
    const created = await user.api('POST', '/schedules', {
      workflow_id: workflow.id,
      name: 'Each minute',
      cron_expression: '* * * * *',
    });
    const due = `UPDATE schedules SET next_run_at = now() - interval '1 minute', next_slot_at = date_trunc('minute', now()) - interval '1 minute'
WHERE id = $1::uuid RETURNING next_run_at::text`;
    const [before] = await testDatabase().sql.query(due, [created.json.id]);
    await fireSchedules(deployment.intake);
    const standing = 'SELECT next_run_at::text, run_count FROM schedules WHERE id = $1::uuid';
    expect(await testDatabase().sql.query(standing, [created.json.id])).toEqual([{ ...before, run_count: 0 }]);
    await liftLimits();
    await fireSchedules(deployment.intake);
    const [after] = await testDatabase().sql.query(standing, [created.json.id]);
    expect(after?.next_run_at).not.toBe(before?.next_run_at);
    await deployment.keepPlans();
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { createAlert, firingsOf, tickAlerts } from '../support/alerts.ts';
import { endExecution, moveMark } from '../support/insights.ts';
import { createIdleWorkflow } from '../support/queued-execution.ts';
import { createUser, createWorkflow, node, publish, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;
let workflow: string;

beforeEach(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
  await moveMark('30 minutes');
});

async function fire(channels: object) {
  const alert = await createAlert(user, { rule: { kind: 'failure' }, channels });
  await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
  await tickAlerts();
  return alert;
}

async function makeDue(): Promise<void> {
  const text = `UPDATE alert_deliveries d SET next_at = now() FROM alert_firings f WHERE f.id = d.firing_id AND f.workspace_id = $1::uuid`;
  await testDatabase().sql.query(text, [user.workspaceId]);
}

async function deliveriesOf(id: string) {
  return (await firingsOf(user, id)).flatMap(({ deliveries }) => deliveries);
}

describe('a webhook of an alert', () => {
  it('is sent once, and signed so that its receiver knows it', async () => {
    const target = newTarget();
    const { id, signing_secret } = await fire({ webhook_url: target.url('echo') });
    await Promise.all([tickAlerts(), tickAlerts()]);
    const [call, ...more] = await target.calls();
    expect(more).toEqual([]);
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ alert: { id, rule: { kind: 'failure' } }, hits: 1 });
    expect(await deliveriesOf(id)).toMatchObject([{ channel: 'webhook', status: 'done', attempts: 1, error: null }]);
    expect(signing_secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  });

  it('is tried again, with pauses, until it is taken', async () => {
    const target = newTarget();
    const { id } = await fire({ webhook_url: target.url('fail/1') });
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'due', attempts: 1 }]);
    await tickAlerts();
    expect(await target.calls()).toHaveLength(1);
    await makeDue();
    await tickAlerts();
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'done', attempts: 2 }]);
  });

  it('is given up in the end', async () => {
    const { id } = await fire({ webhook_url: newTarget().url('status/503') });
    await testDatabase().sql.query(
      `UPDATE alert_deliveries SET attempts = 7 WHERE firing_id IN (SELECT id FROM alert_firings WHERE alert_id = $1::uuid)`,
      [id],
    );
    await makeDue();
    await tickAlerts();
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'failed', error: 'the answer was 503' }]);
  });

  it('goes nowhere where the workspace does not let its workflows go, though it was stored before', async () => {
    const target = newTarget();
    const { id } = await createAlert(user, {
      rule: { kind: 'failure' },
      channels: { webhook_url: target.url('echo') },
    });
    const settings = JSON.stringify({ egress_allow: ['example.com'] });
    const text = 'UPDATE workspaces SET settings = $2::json WHERE id = $1::uuid';
    await testDatabase().sql.query(text, [user.workspaceId, settings]);
    await endExecution(user, workflow, { endedAgo: 1000, status: 'failed' });
    await tickAlerts();
    expect(await target.calls()).toEqual([]);
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ status: 'failed', error: expect.stringContaining('host_not_on_allow_list') });
  });

  it('does not reach where an address was changed to, past all checks', async () => {
    const { id } = await createAlert(user, {
      rule: { kind: 'failure' },
      channels: { webhook_url: 'https://example.com/' },
    });
    const channels = JSON.stringify({ mail: [], webhook_url: 'http://169.254.169.254/latest', workflow_id: null });
    await testDatabase().sql.query('UPDATE alerts SET channels = $2::json WHERE id = $1::uuid', [id, channels]);
    await endExecution(user, workflow, { endedAgo: 1000, status: 'failed' });
    await tickAlerts();
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ status: 'failed', error: expect.stringContaining('egress.blocked_address') });
  });
});

describe('a workflow of an alert', () => {
  const told = { nodes: [node('told', 'trigger.error')], connections: [] };

  async function runsOf(id: string) {
    const text = `SELECT trigger_type, input_data FROM executions WHERE workflow_id = $1::uuid`;
    return testDatabase().sql.query(text, [id]);
  }

  it('is started once with what is to be told, and its own failure alerts nobody', async () => {
    const { id: teller } = await publish(user, told);
    const { id } = await fire({ workflow_id: teller });
    await makeDue();
    await Promise.all([tickAlerts(), tickAlerts()]);
    expect(await runsOf(teller)).toMatchObject([
      { trigger_type: 'error', input_data: { alert: { id, name: 'Watch' }, hits: 1 } },
    ]);
    expect(await deliveriesOf(id)).toMatchObject([{ channel: 'workflow', status: 'done' }]);
    await testDatabase().sql.query(
      `UPDATE executions SET status = 'failed', started_at = now(), completed_at = now() WHERE workflow_id = $1::uuid`,
      [teller],
    );
    await testDatabase().sql.query(`UPDATE alerts SET last_fired_at = now() - interval '1 day' WHERE id = $1::uuid`, [
      id,
    ]);
    await tickAlerts();
    await tickAlerts();
    expect(await firingsOf(user, id)).toHaveLength(1);
  });

  it('is not started if it is not published, or is told of nothing; the firing says so', async () => {
    const draft = await createWorkflow(user, told);
    const deaf = await publish(user, {
      nodes: [node('start', 'trigger.manual'), node('hook', 'trigger.webhook')],
      connections: [],
    });
    const alerts = [await fire({ workflow_id: draft.id }), await fire({ workflow_id: deaf.id })];
    const found = await Promise.all(alerts.map(({ id }) => deliveriesOf(id)));
    expect(found.map(([one]) => [one?.status, one?.error])).toEqual([
      ['failed', 'the workflow was not started: it is not published'],
      ['failed', 'the workflow was not started: it has no error trigger'],
    ]);
  });
});

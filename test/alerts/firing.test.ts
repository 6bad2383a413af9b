import { beforeEach, describe, expect, it } from 'vitest';
import { mailsTo } from '../support/accounts/account-mail.ts';
import { ownerEmail } from '../support/accounts/billing.ts';
import { changeAlert, createAlert, firingsOf, tickAlerts } from '../support/alerts.ts';
import { type Ended, endExecution, moveMark, rollUp } from '../support/insights.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const MINUTE = 60_000;

let user: User;
let workflow: string;

beforeEach(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
  await moveMark('30 minutes');
});

function fail(changes: Partial<Ended> = {}, of: string = workflow): Promise<string> {
  return endExecution(user, of, { endedAgo: 1000, status: 'failed', ...changes });
}

async function toldTo(of: User): Promise<string[]> {
  return (await mailsTo(await ownerEmail(of))).map(({ subject }) => subject).filter((one) => one.startsWith('Watch'));
}

describe('an alert on failures', () => {
  it('fires once for all that failed, however many ticks there are, and tells of them by workflow', async () => {
    const other = await createIdleWorkflow(user);
    const { id } = await createAlert(user, { rule: { kind: 'failure' } });
    const failed = await fail();
    await fail({ endedAgo: 2 * MINUTE }, other);
    await fail({ endedAgo: 3 * MINUTE }, other);
    await rollUp();
    await Promise.all([tickAlerts(), tickAlerts(), tickAlerts()]);
    await tickAlerts();
    const [firing, ...more] = await firingsOf(user, id);
    expect([firing?.hits, more]).toEqual([3, []]);
    expect(firing?.details.workflows).toMatchObject([
      { workflow: { id: other, name: 'Test' }, hits: 2 },
      { workflow: { id: workflow }, hits: 1, execution: { id: failed } },
    ]);
    expect(await toldTo(user)).toEqual(['Watch: 3 executions failed']);
  });

  it('is silent until its cooldown is over, and then tells what came meanwhile in one', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'failure' }, cooldown_minutes: 10 });
    await fail();
    await tickAlerts();
    for (const endedAgo of [0, 0]) {
      await fail({ endedAgo });
      await tickAlerts();
    }
    expect(await firingsOf(user, id)).toHaveLength(1);
    await changeAlert(id, `last_fired_at = last_fired_at - interval '10 minutes'`);
    await Promise.all([tickAlerts(), tickAlerts()]);
    expect((await firingsOf(user, id)).map(({ hits }) => hits)).toEqual([2, 1]);
    await changeAlert(id, `last_fired_at = last_fired_at - interval '10 minutes'`);
    await tickAlerts();
    expect(await firingsOf(user, id)).toHaveLength(2);
    expect(await toldTo(user)).toEqual(['Watch: 2 executions failed', 'Watch: 1 execution failed']);
  });

  it('tells after an outage what failed meanwhile', async () => {
    await moveMark('2 days');
    const { id } = await createAlert(user, { rule: { kind: 'failure' } });
    await changeAlert(id, `checked_until = now() - interval '3 days'`);
    for (const hours of [1, 20, 40]) await fail({ endedAgo: hours * 60 * MINUTE });
    await tickAlerts();
    expect(await firingsOf(user, id)).toMatchObject([{ hits: 3 }]);
  });

  it.each([
    ['it was paused', { is_active: false }, { is_active: true }],
    ['it had another scope', { workflow_id: '' }, { workflow_id: null }],
  ])('says nothing of what failed while %s, though it is counted later', async (_, before, after) => {
    const { id } = await createAlert(user, { rule: { kind: 'failure' } });
    const scope = 'workflow_id' in before ? { workflow_id: await createIdleWorkflow(user) } : before;
    await user.api('PATCH', `/alerts/${id}`, scope);
    await fail();
    await user.api('PATCH', `/alerts/${id}`, after);
    await tickAlerts();
    expect(await firingsOf(user, id)).toEqual([]);
  });

  it('says nothing of what was before it, succeeded, is of others, or was started by hand, by a failure or by another execution', async () => {
    const stranger = await createUser();
    const theirs = await createIdleWorkflow(stranger);
    const ids = [
      (await createAlert(user, { rule: { kind: 'failure' } })).id,
      (await createAlert(user, { rule: { kind: 'failure' }, workflow_id: await createIdleWorkflow(user) })).id,
      (await createAlert(user, { rule: { kind: 'failure' }, is_active: false })).id,
    ];
    await endExecution(stranger, theirs, { endedAgo: 1000, status: 'failed' });
    await endExecution(user, workflow, { endedAgo: 1000, status: 'completed' });
    for (const trigger of ['manual', 'error', 'workflow']) await fail({ trigger });
    await changeAlert(ids[0] ?? '', `checked_until = now() - interval '5 minutes'`);
    await fail({ endedAgo: 6 * MINUTE });
    await tickAlerts();
    expect(await Promise.all(ids.map((id) => firingsOf(user, id)))).toEqual([[], [], []]);
  });
});

describe('an alert on failures within a window', () => {
  const rule = { kind: 'failures_in_window', failures: 3, window_minutes: 5 };

  it('fires when there are enough of them close together', async () => {
    const { id } = await createAlert(user, { rule });
    for (const minutes of [20, 14, 8, 2]) await fail({ endedAgo: minutes * MINUTE });
    await tickAlerts();
    expect(await firingsOf(user, id)).toEqual([]);
    await fail({ endedAgo: 0 });
    await tickAlerts();
    expect(await firingsOf(user, id)).toEqual([]);
    await fail({ endedAgo: 0 });
    await tickAlerts();
    expect(await firingsOf(user, id)).toMatchObject([{ hits: 3 }]);
  });

  it('sees a window that is past, after an outage', async () => {
    const { id } = await createAlert(user, { rule });
    for (const minutes of [20, 19.9, 19.8]) await fail({ endedAgo: minutes * MINUTE });
    await tickAlerts();
    expect(await firingsOf(user, id)).toMatchObject([{ hits: 3 }]);
  });
});

describe('an alert on what is slow', () => {
  it('tells of what took longer, unless it was cancelled', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'slow', seconds: 10 } });
    await endExecution(user, workflow, { endedAgo: 1000, took: 10_000 });
    await endExecution(user, workflow, { endedAgo: 1000, took: 20_000, status: 'cancelled' });
    const slow = await endExecution(user, workflow, { endedAgo: 1000, took: 10_001 });
    await tickAlerts();
    expect(await firingsOf(user, id)).toMatchObject([
      { hits: 1, details: { workflows: [{ execution: { id: slow, error_code: null } }] } },
    ]);
    expect(await toldTo(user)).toEqual(['Watch: 1 execution took longer than 10 seconds']);
  });
});

describe('an alert on schedules', () => {
  async function schedule(assignments: string): Promise<string> {
    const [row] = await testDatabase().sql.query(
      `INSERT INTO schedules (id, workflow_id, workspace_id, name, cron_expression, next_slot_at, next_run_at)
       VALUES (gen_random_uuid(), $1::uuid, $2::uuid, 'Nightly <b>', '0 3 * * *', now() + interval '1 year', now() + interval '1 year')
       RETURNING id`,
      [workflow, user.workspaceId],
    );
    await testDatabase().sql.query(`UPDATE schedules SET ${assignments} WHERE id = $1::uuid`, [row?.id]);
    return String(row?.id);
  }

  it.each([
    `next_run_at = now() - interval '11 minutes'`,
    `last_error_at = now() - interval '1 minute', last_error_code = 'schedules.workflow_inactive', is_active = false`,
    `missed_from = now() - interval '2 hours', missed_until = now() - interval '1 minute'`,
  ])('tells once of one with %s', async (assignments) => {
    const { id } = await createAlert(user, { rule: { kind: 'schedule_missed', minutes: 10 }, cooldown_minutes: 1 });
    await changeAlert(id, `checked_until = now() - interval '5 minutes'`);
    const late = await schedule(assignments);
    await Promise.all([tickAlerts(), tickAlerts()]);
    await changeAlert(id, `last_fired_at = last_fired_at - interval '1 hour'`);
    await tickAlerts();
    expect(await firingsOf(user, id)).toMatchObject([
      { hits: 1, details: { workflows: [{ schedule: { id: late, name: 'Nightly <b>' }, execution: null }] } },
    ]);
    await testDatabase().sql.query('DELETE FROM schedules WHERE id = $1::uuid', [late]);
  });

  it.each([
    `next_run_at = now() - interval '9 minutes'`,
    `is_active = false, next_run_at = now() - interval '11 minutes'`,
    `missed_until = now() - interval '1 day'`,
    `skipped_count = 1, last_skipped_at = now() - interval '1 minute'`,
  ])('says nothing of one with %s', async (assignments) => {
    const { id } = await createAlert(user, { rule: { kind: 'schedule_missed', minutes: 10 } });
    await changeAlert(id, `checked_until = now() - interval '5 minutes'`);
    const quiet = await schedule(assignments);
    await tickAlerts();
    expect(await firingsOf(user, id)).toEqual([]);
    await testDatabase().sql.query('DELETE FROM schedules WHERE id = $1::uuid', [quiet]);
  });
});

describe('an alert on waits', () => {
  async function wait(assignments: string): Promise<string> {
    const id = await queueExecution(user, workflow, { triggerType: 'webhook' });
    await changeRow(id, `status = 'waiting', enqueued_at = NULL`);
    await testDatabase().sql.query(
      `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind)
       SELECT id, created_at, 'ask', 0, 1, workspace_id, 'approval' FROM executions WHERE id = $1::uuid`,
      [id],
    );
    await testDatabase().sql.query(`UPDATE execution_waits SET ${assignments} WHERE execution_id = $1::uuid`, [id]);
    return id;
  }

  it('tells once of those that are open for too long', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'wait_overdue', minutes: 60 } });
    await changeAlert(id, `checked_until = now() - interval '5 minutes'`);
    const overdue = await wait(`created_at = now() - interval '61 minutes'`);
    await wait(`created_at = now() - interval '59 minutes'`);
    await wait(`created_at = now() - interval '61 minutes', resumed_at = now()`);
    await wait(`created_at = now() - interval '61 minutes', kind = 'calls'`);
    await Promise.all([tickAlerts(), tickAlerts()]);
    await changeAlert(id, `last_fired_at = last_fired_at - interval '1 day'`);
    await tickAlerts();
    expect(await firingsOf(user, id)).toMatchObject([
      { hits: 1, details: { workflows: [{ hits: 1, execution: { id: overdue } }] } },
    ]);
  });
});

describe('a mail of an alert', () => {
  it('is plain text on lines of ours, whatever people call their things, and goes to members alone', async () => {
    const name = 'Evil\r\nBcc: x@example.com\u2028<img src=x onerror=alert(1)>';
    await testDatabase().sql.query('UPDATE workflows SET name = $2 WHERE id = $1::uuid', [workflow, name]);
    const leaver = await createUser();
    const [gone] = await testDatabase().sql.query('SELECT owner_id FROM workspaces WHERE id = $1::uuid', [
      leaver.workspaceId,
    ]);
    const { id } = await createAlert(user, { name: 'Watch <b>\u0085all</b>', rule: { kind: 'failure' } });
    await changeAlert(
      id,
      `channels = json_build_object('mail', json_build_array(channels #>> '{mail,0}', '${gone?.owner_id}'), 'webhook_url', NULL, 'workflow_id', NULL)`,
    );
    await fail();
    await tickAlerts();
    const [mail] = await mailsTo(await ownerEmail(user));
    expect(mail).toMatchObject({ html: null, subject: 'Watch <b> all</b>: 1 execution failed' });
    expect(mail?.text).toContain('- Evil Bcc: x@example.com <img src=x onerror=alert(1)>: 1, last execution');
    expect(await toldTo(leaver)).toEqual([]);
  });
});

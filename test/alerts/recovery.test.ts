import { beforeEach, describe, expect, it } from 'vitest';
import { mailsTo } from '../support/accounts/account-mail.ts';
import { ownerEmail } from '../support/accounts/billing.ts';
import { changeAlert, createAlert, firingsOf, ownerOf, tickAlerts } from '../support/alerts.ts';
import { endExecution, moveMark } from '../support/insights.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

const { sql } = testDatabase();

let user: User;
let workflow: string;

beforeEach(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
  await moveMark('30 minutes');
});

/** Puts back when an alert fired, with all that it told, so that what is to come after it can be there already. */
async function ago(id: string, interval: string): Promise<void> {
  const back = `now() - interval '${interval}'`;
  await changeAlert(id, `last_fired_at = ${back}`);
  await sql.query(
    `UPDATE alert_firings SET created_at = ${back}, details = jsonb_set(details::jsonb, '{workflows}', (
      SELECT jsonb_agg(w || jsonb_build_object('last_at', ${back})) FROM jsonb_array_elements(details::jsonb->'workflows') w))::json
    WHERE alert_id = $1::uuid`,
    [id],
  );
}

async function eventsOf(id: string): Promise<string[]> {
  return (await firingsOf(user, id)).map(({ event }) => String(event));
}

async function fired(fields: object, status: 'failed' | 'completed' = 'failed', took = 1000): Promise<string> {
  const { id } = await createAlert(user, { tells_recovery: true, ...fields });
  await endExecution(user, workflow, { endedAgo: 0, status, took });
  await tickAlerts();
  expect(await eventsOf(id)).toEqual(['fired']);
  await ago(id, '10 minutes');
  return id;
}

describe('an alert that is to tell when it is over', () => {
  it('does so once, by mail and by webhook, when what failed has succeeded', async () => {
    const target = newTarget();
    const channels = { mail: [await ownerOf(user)], webhook_url: target.url('echo') };
    const id = await fired({ rule: { kind: 'failure' }, channels });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
    await endExecution(user, workflow, { endedAgo: 0 });
    await Promise.all([tickAlerts(), tickAlerts()]);
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['recovered', 'fired']);
    expect((await target.calls()).map(({ body }) => JSON.parse(body))).toMatchObject([
      { event: 'fired', hits: 1 },
      { event: 'recovered', hits: 0, alert: { id }, workflows: [{ workflow: { id: workflow } }] },
    ]);
    const mails = (await mailsTo(await ownerEmail(user))).map(({ subject }) => subject);
    expect(mails.filter((subject) => subject.startsWith('Watch')).toSorted()).toEqual([
      'Watch: 1 execution failed',
      'Watch: recovered',
    ]);
  });

  it('waits for each workflow that it named, and for what it has yet to tell', async () => {
    const other = await createIdleWorkflow(user);
    await endExecution(user, other, { endedAgo: 0, status: 'failed' });
    const id = await fired({ rule: { kind: 'failure' }, cooldown_minutes: 60 });
    await endExecution(user, workflow, { endedAgo: 0 });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
    await endExecution(user, other, { endedAgo: 0 });
    await endExecution(user, other, { endedAgo: 0, status: 'failed' });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
  });

  it.each([
    ['by hand', { trigger: 'manual' }],
    ['before it failed', { endedAgo: 20 * 60_000 }],
  ])('takes no success for it that was %s', async (_, ended) => {
    const id = await fired({ rule: { kind: 'failure' } });
    await endExecution(user, workflow, { endedAgo: 0, ...ended });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
  });

  it.each([
    ['was not asked to', `tells_recovery = false`],
    ['is paused', `is_active = false`],
  ])('says nothing where it %s', async (_, change) => {
    const id = await fired({ rule: { kind: 'failure' } });
    await changeAlert(id, change);
    await endExecution(user, workflow, { endedAgo: 0 });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
  });

  it('says nothing of what was before it began anew', async () => {
    const id = await fired({ rule: { kind: 'failure' } });
    await user.api('PATCH', `/alerts/${id}`, { rule: { kind: 'slow', seconds: 5 } });
    await endExecution(user, workflow, { endedAgo: 0 });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
  });

  it('about what is slow, waits for one that is in time', async () => {
    const id = await fired({ rule: { kind: 'slow', seconds: 60 } }, 'completed', 61_000);
    await endExecution(user, workflow, { endedAgo: 0, took: 59_000 });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['recovered', 'fired']);
  });

  it('about a window, waits until one has passed that has too few', async () => {
    const rule = { kind: 'failures_in_window', failures: 2, window_minutes: 5 };
    const { id } = await createAlert(user, { tells_recovery: true, rule, cooldown_minutes: 60 });
    for (const _ of [1, 2]) await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tickAlerts();
    await ago(id, '4 minutes');
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
    await ago(id, '6 minutes');
    await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['recovered', 'fired']);
  });

  it('about schedules, waits until those have run', async () => {
    const [row] = await sql.query(
      `INSERT INTO schedules (id, workflow_id, workspace_id, name, cron_expression, next_slot_at, next_run_at)
       VALUES (gen_random_uuid(), $1::uuid, $2::uuid, 'Nightly', '0 3 * * *', now() + interval '1 year', now() - interval '11 minutes')
       RETURNING id`,
      [workflow, user.workspaceId],
    );
    const { id } = await createAlert(user, { tells_recovery: true, rule: { kind: 'schedule_missed', minutes: 10 } });
    await changeAlert(id, `checked_until = now() - interval '5 minutes'`);
    await tickAlerts();
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
    await sql.query(
      `UPDATE schedules SET last_run_at = now(), next_run_at = now() + interval '1 day' WHERE id = $1::uuid`,
      [row?.id],
    );
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['recovered', 'fired']);
    await sql.query('DELETE FROM schedules WHERE id = $1::uuid', [row?.id]);
  });

  it('about waits, waits until none is overdue', async () => {
    const execution = await queueExecution(user, workflow, { triggerType: 'webhook' });
    await changeRow(execution, `status = 'waiting', enqueued_at = NULL`);
    await sql.query(
      `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, created_at)
       SELECT id, created_at, 'ask', 0, 1, workspace_id, 'approval', now() - interval '61 minutes' FROM executions WHERE id = $1::uuid`,
      [execution],
    );
    const { id } = await createAlert(user, { tells_recovery: true, rule: { kind: 'wait_overdue', minutes: 60 } });
    await changeAlert(id, `checked_until = now() - interval '5 minutes'`);
    await tickAlerts();
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['fired']);
    await sql.query('UPDATE execution_waits SET resumed_at = now() WHERE execution_id = $1::uuid', [execution]);
    await tickAlerts();
    expect(await eventsOf(id)).toEqual(['recovered', 'fired']);
  });
});

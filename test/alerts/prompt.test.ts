import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import { keepAlerts } from '../../src/intake/sweep/keep-alerts.ts';
import { changeAlert, createAlert, firingsOf } from '../support/alerts.ts';
import { endExecution, moveMark, rollUp } from '../support/insights.ts';
import { createIdleWorkflow } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

const { sql } = testDatabase();

let user: User;
let workflow: string;

beforeEach(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
  await moveMark('5 minutes');
});

/** The tick of a minute: what ended within the last ninety seconds is not counted by it. */
function tick(): Promise<void> {
  return keepAlerts(createDependencies(env).intake);
}

async function hitsOf(id: string): Promise<number[]> {
  return (await firingsOf(user, id)).map(({ hits }) => hits);
}

describe('an execution that has just failed', () => {
  it('is told of by the next tick, and once, however often it is found after that', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'failure' }, cooldown_minutes: 1 });
    await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tick();
    expect(await hitsOf(id)).toEqual([1]);
    for (const look of [tick, rollUp, tick, rollUp, tick]) {
      await changeAlert(id, `last_fired_at = now() - interval '1 day'`);
      await look();
    }
    expect(await hitsOf(id)).toEqual([1]);
  });

  it('is told of though its end was written after later ones', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'failure' }, cooldown_minutes: 1 });
    await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tick();
    for (const endedAgo of [80_000, 80_000, 200]) await endExecution(user, workflow, { endedAgo, status: 'failed' });
    await changeAlert(id, `last_fired_at = now() - interval '1 day'`);
    await Promise.all([tick(), tick()]);
    expect(await hitsOf(id)).toEqual([3, 1]);
  });

  it('is told of with those of its window', async () => {
    const rule = { kind: 'failures_in_window', failures: 3, window_minutes: 5 };
    const { id } = await createAlert(user, { rule });
    for (const endedAgo of [120_000, 60_000]) await endExecution(user, workflow, { endedAgo, status: 'failed' });
    await tick();
    expect(await hitsOf(id)).toEqual([]);
    await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tick();
    expect(await hitsOf(id)).toEqual([3]);
  });

  it('is not noted where no alert wants it, nor if it succeeded', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'failure' } });
    await endExecution(user, workflow, { endedAgo: 0 });
    const stranger = await createUser();
    const theirs = await endExecution(stranger, await createIdleWorkflow(stranger), { endedAgo: 0, status: 'failed' });
    await tick();
    expect(
      await sql.query('SELECT 1 FROM alert_ends WHERE alert_id = $1::uuid OR execution_id = $2::uuid', [id, theirs]),
    ).toEqual([]);
  });

  it('is forgotten as noted when nobody can find it again', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'failure' } });
    await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tick();
    const noted = () => sql.query('SELECT 1 FROM alert_ends WHERE alert_id = $1::uuid', [id]);
    expect(await noted()).toHaveLength(1);
    await sql.query(`UPDATE alert_ends SET ended_at = now() - interval '1 hour' WHERE alert_id = $1::uuid`, [id]);
    await rollUp();
    await tick();
    expect(await noted()).toEqual([]);
  });
});

describe('a workspace that is being deleted', () => {
  it('is sent nothing that was still to be sent, until it is restored', async () => {
    const target = newTarget();
    const { id } = await createAlert(user, {
      rule: { kind: 'failure' },
      channels: { webhook_url: target.url('fail/1') },
    });
    await endExecution(user, workflow, { endedAgo: 0, status: 'failed' });
    await tick();
    expect(await target.calls()).toHaveLength(1);
    const makeDue = () =>
      sql.query(
        `UPDATE alert_deliveries SET next_at = now() WHERE firing_id IN (SELECT id FROM alert_firings WHERE alert_id = $1::uuid)`,
        [id],
      );
    const mark = (deleted: string) =>
      sql.query(`UPDATE workspaces SET deleted_at = ${deleted} WHERE id = $1::uuid`, [user.workspaceId]);
    await mark('now()');
    await makeDue();
    await tick();
    expect(await target.calls()).toHaveLength(1);
    await mark('NULL');
    await tick();
    expect(await target.calls()).toHaveLength(2);
  });
});

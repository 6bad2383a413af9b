import { beforeAll, describe, expect, it } from 'vitest';
import { createdAtOf } from '../../src/executions/model/created-at.ts';
import { newId } from '../../src/shared/ids.ts';
import { tick } from '../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const DAY = 24 * 60 * 60_000;

let user: User;
let workflow: string;

/** Makes something for the night, and gives what tells afterwards whether it is still there. */
type Prepare = () => Promise<() => Promise<boolean>>;

type Case = { readonly name: string; readonly kept: boolean; readonly prepare: Prepare };

/** Each puts one row into its table. `$1`: the workspace, `$2`: the age of the row. */
const INSERTS = {
  audit_logs: `INSERT INTO audit_logs (id, workspace_id, action, target_type, target_id, details, created_at)
    VALUES (gen_random_uuid(), $1::uuid, 'a', 'a', gen_random_uuid(), '{}', now() - $2::interval)`,
  mail_outbox: `INSERT INTO mail_outbox (id, workspace_id, execution_id, idempotency_key, message, created_at)
    VALUES (gen_random_uuid(), $1::uuid, gen_random_uuid(), 'key', '{}', now() - $2::interval)`,
  dedupe_runs: `INSERT INTO dedupe_runs (workspace_id, execution_id, node_id, run_index, passed, created_at)
    VALUES ($1::uuid, gen_random_uuid(), 'a', 0, '{}', now() - $2::interval)`,
  schedule_runs: `WITH w AS (INSERT INTO workflows (id, workspace_id, name)
      VALUES (gen_random_uuid(), $1::uuid, 'a') RETURNING id, workspace_id),
    s AS (INSERT INTO schedules (id, workflow_id, workspace_id, name, cron_expression)
      SELECT gen_random_uuid(), id, workspace_id, 'a', '0 0 1 1 *' FROM w RETURNING id)
    INSERT INTO schedule_runs (schedule_id, workspace_id, slot_at, reason, execution_id, created_at)
    SELECT id, $1::uuid, now(), 'schedule', gen_random_uuid(), now() - $2::interval FROM s`,
  failure_reports: `INSERT INTO failure_reports
    (execution_id, execution_created_at, workspace_id, error_workflow_id, created_at)
    VALUES (gen_random_uuid(), now(), $1::uuid, gen_random_uuid(), now() - $2::interval)`,
  webhook_refusals: `WITH w AS (INSERT INTO workflows (id, workspace_id, name)
      VALUES (gen_random_uuid(), $1::uuid, 'a') RETURNING id, workspace_id)
    INSERT INTO webhook_refusals (id, workspace_id, workflow_id, node_id, method, path, status, code, message, created_at)
    SELECT gen_random_uuid(), workspace_id, id, 'a', 'POST', '', 401, 'a', 'a', now() - $2::interval FROM w`,
};

async function endedBefore(days: number, assignments: string): Promise<string> {
  const id = await queueExecution(user, workflow, { createdAt: Date.now() - days * DAY });
  await changeRow(id, `${assignments}, completed_at = now() - interval '${days} days'`);
  return id;
}

/** Whether such a row is there. */
async function hasRow(query: string, id: string): Promise<boolean> {
  return (await testDatabase().sql.query(query, [id])).length === 1;
}

const ENDED = [
  ["status = 'completed'", 29, true],
  ["status = 'completed'", 31, false],
  ["status = 'cancelled'", 31, false],
  ["status = 'failed'", 31, true],
  ["status = 'failed'", 89, true],
  ["status = 'failed'", 91, false],
  ["status = 'waiting'", 400, true],
  ["status = 'completed', promoted_at = now()", 31, true],
  ["status = 'completed', promoted_at = now(), journal_purged_at = now()", 31, false],
] as const;

const executions: readonly Case[] = ENDED.map(([assignments, days, kept]) => ({
  name: `an execution with ${assignments} that ended ${days} days ago`,
  kept,
  prepare: async () => {
    const id = await endedBefore(days, assignments);
    return async () => (await rowOf(id)).id === id;
  },
}));

const WAITING = [
  ["status = 'waiting'", 400, true],
  ["status = 'completed', completed_at = now() - interval '29 days'", 31, true],
  ["status = 'failed', completed_at = now() - interval '31 days'", 31, false],
  ["status = 'failed', completed_at = now()", 29, true],
  [null, 31, false],
  [null, 29, true],
] as const;

const waits: readonly Case[] = WAITING.map(([change, days, kept]) => ({
  name: `a wait of an execution with ${change} that began ${days} days ago`,
  kept,
  prepare: async () => {
    const id = await queueExecution(user, workflow, { createdAt: Date.now() - days * DAY });
    const { sql } = testDatabase();
    await sql.query(
      `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, created_at)
      SELECT id, created_at, 'wait', 0, 1, workspace_id, 'webhook', created_at FROM executions WHERE id = $1::uuid`,
      [id],
    );
    if (change === null) await sql.query('DELETE FROM executions WHERE id = $1::uuid', [id]);
    else await changeRow(id, change);
    return () => hasRow('SELECT 1 FROM execution_waits WHERE execution_id = $1::uuid', id);
  },
}));

const AGED = [
  ['audit_logs', '364 days', true],
  ['audit_logs', '367 days', false],
  ['mail_outbox', '29 days', true],
  ['mail_outbox', '31 days', false],
  ['dedupe_runs', '29 days', true],
  ['dedupe_runs', '31 days', false],
  ['schedule_runs', '399 days', true],
  ['schedule_runs', '401 days', false],
  ['failure_reports', '6 days', true],
  ['failure_reports', '8 days', false],
  ['webhook_refusals', '6 days', true],
  ['webhook_refusals', '8 days', false],
] as const;

const rows: readonly Case[] = AGED.map(([table, age, kept]) => ({
  name: `a row of ${table} that is ${age} old`,
  kept,
  prepare: async () => {
    const { workspaceId } = await createUser();
    await testDatabase().sql.query(INSERTS[table], [workspaceId, age]);
    const old = `SELECT 1 FROM ${table} WHERE workspace_id = $1::uuid AND created_at < now() - interval '1 day'`;
    return () => hasRow(old, workspaceId);
  },
}));

const CASES = [...executions, ...waits, ...rows];

const isLeft = new Map<string, boolean>();

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
  const looks = new Map<string, () => Promise<boolean>>();
  for (const { name, prepare } of CASES) looks.set(name, await prepare());
  await tick('17 3 * * *');
  for (const [name, look] of looks) isLeft.set(name, await look());
});

describe('the nightly work', () => {
  it.each(CASES)('keeps $name: $kept', ({ name, kept }) => {
    expect(isLeft.get(name)).toBe(kept);
  });

  it('deletes the node runs of an execution with it, and no others', async () => {
    const [old, recent] = [
      await endedBefore(31, "status = 'completed'"),
      await endedBefore(29, "status = 'completed'"),
    ];
    const { sql } = testDatabase();
    await sql.query(
      `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name)
      SELECT gen_random_uuid(), id, created_at, 'a', 'a', 'a' FROM executions WHERE id = ANY($1::uuid[])`,
      [`{${old},${recent}}`],
    );
    await tick('17 3 * * *');
    const left = await sql.query('SELECT execution_id FROM node_executions WHERE execution_id = ANY($1::uuid[])', [
      `{${old},${recent}}`,
    ]);
    expect(left).toEqual([{ execution_id: recent }]);
  });

  it('makes the partitions of the next months', async () => {
    await tick('17 3 * * *');
    const next = new Date();
    next.setUTCDate(1);
    next.setUTCMonth(next.getUTCMonth() + 3);
    const name = `executions_${next.toISOString().slice(0, 7).replace('-', '_')}`;
    const found = await testDatabase().sql.query('SELECT to_regclass($1) IS NOT NULL AS found', [name]);
    expect(found).toEqual([{ found: true }]);
  });

  it('deletes calls whose caller is gone, and the results of those whose caller has ended', async () => {
    const [waiting, ended] = [await queueExecution(user, workflow), await queueExecution(user, workflow)];
    await changeRow(waiting, "status = 'waiting'");
    await changeRow(ended, "status = 'completed', completed_at = now()");
    const { sql } = testDatabase();
    for (const caller of [waiting, ended, newId(Date.now())]) {
      await sql.query(
        `INSERT INTO execution_calls (called_execution_id, called_created_at, root_execution_id, execution_id,
          execution_created_at, node_id, run_index, attempt, place, workspace_id, awaited, result, created_at, ended_at)
        SELECT gen_random_uuid(), now(), $1::uuid, $1::uuid, $2::timestamptz, 'call', 0, 1, 0, $3::uuid, true, '[]', old, old
        FROM (SELECT now() - interval '2 days' AS old) AS moment`,
        [caller, createdAtOf(caller).toISOString(), user.workspaceId],
      );
    }
    await tick('17 3 * * *');
    const left = await sql.query('SELECT execution_id, result FROM execution_calls WHERE workspace_id = $1::uuid', [
      user.workspaceId,
    ]);
    expect(new Map(left.map((row) => [row.execution_id, row.result]))).toEqual(
      new Map([
        [waiting, []],
        [ended, null],
      ]),
    );
  });
});

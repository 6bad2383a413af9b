import { beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const { sql } = testDatabase();

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

/** Makes the partitions of a month that nobody else has: `2011-03`. */
async function makeMonth(month: string): Promise<void> {
  for (const parent of ['executions', 'node_executions']) {
    await sql.query('SELECT ensure_month_partition($1, $2::timestamp)', [parent, `${month}-01`]);
  }
}

async function isThere(month: string): Promise<boolean> {
  const [row] = await sql.query('SELECT to_regclass($1) IS NOT NULL OR to_regclass($2) IS NOT NULL AS found', [
    `executions_${month.replace('-', '_')}`,
    `node_executions_${month.replace('-', '_')}`,
  ]);
  return row?.found === true;
}

async function executionIn(month: string, assignments: string): Promise<string> {
  const id = await queueExecution(user, workflow, { createdAt: Date.parse(`${month}-15T00:00:00Z`) });
  await changeRow(id, assignments);
  return id;
}

describe('a month that is past', () => {
  it('is dropped with all that is in it once nothing of it is to be kept, and counted', async () => {
    await makeMonth('2011-03');
    await executionIn('2011-03', "status = 'completed', completed_at = created_at");
    await executionIn('2011-03', "status = 'failed', completed_at = created_at");
    await tick('17 3 * * *');
    expect(await isThere('2011-03')).toBe(false);
    const counts = await sql.query(
      `SELECT c.executions, r.report -> 1 -> 'details' AS details FROM retention_counts c JOIN retention_runs r ON r.id = c.run_id
      WHERE c.workspace_id = $1::uuid ORDER BY r.started_at DESC LIMIT 1`,
      [user.workspaceId],
    );
    expect(counts).toEqual([{ executions: 2, details: expect.arrayContaining(['2011-03']) }]);
  });

  it.each([
    ["status = 'waiting'"],
    ["status = 'completed', completed_at = now() - interval '1 day'"],
    ["status = 'completed', completed_at = created_at, promoted_at = created_at"],
  ])('stays as long as it has one with %s', async (assignments) => {
    await makeMonth('2011-04');
    const id = await executionIn('2011-04', assignments);
    await tick('17 3 * * *');
    expect(await isThere('2011-04')).toBe(true);
    expect(await sql.query('SELECT 1 FROM executions WHERE id = $1::uuid', [id])).toHaveLength(1);
    await sql.query('DELETE FROM executions WHERE id = $1::uuid', [id]);
    await tick('17 3 * * *');
    expect(await isThere('2011-04')).toBe(false);
  });

  it('is written anew where it is mostly empty, and gives its space back', async () => {
    await makeMonth('2011-05');
    const kept = await executionIn('2011-05', "status = 'waiting'");
    await sql.query(
      `INSERT INTO executions (id, created_at, workflow_id, workspace_id, workflow_version, trigger_type, status, completed_at)
      SELECT gen_random_uuid(), '2011-05-10', $1::uuid, $2::uuid, 1, 'manual', 'completed', '2011-05-10'
      FROM generate_series(1, 2000)`,
      [workflow, user.workspaceId],
    );
    await sql.query(`DELETE FROM executions WHERE created_at = '2011-05-10' AND workflow_id = $1::uuid`, [workflow]);
    await sql.query('SELECT pg_stat_force_next_flush()');
    expect(await sql.query(`SELECT compact_month('2011-05-01', 1)::int AS bytes`)).toEqual([{ bytes: 0 }]);
    await sql.query('VACUUM executions_2011_05');
    const sizeOf = async (): Promise<number> =>
      Number((await sql.query(`SELECT pg_total_relation_size('executions_2011_05')::text AS bytes`))[0]?.bytes);
    const before = await sizeOf();
    const [row] = await sql.query(`SELECT compact_month('2011-05-01', 1)::int AS bytes`);
    expect(row?.bytes).toBe(before - (await sizeOf()));
    expect(row?.bytes).toBeGreaterThan(100_000);
    expect(await sql.query('SELECT status FROM executions WHERE id = $1::uuid', [kept])).toEqual([
      { status: 'waiting' },
    ]);
    expect(await sql.query(`SELECT compact_month('2011-05-01', 1)::int AS bytes`)).toEqual([{ bytes: 0 }]);
    await sql.query('DELETE FROM executions WHERE id = $1::uuid', [kept]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { rollUpEnds } from '../../src/insights/roll-up.ts';
import { ROLL_UP } from '../../src/insights/roll-up-statement.ts';
import { endExecution, moveMark, rollUp } from '../support/insights.ts';
import { createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

let user: User;
let workflow: string;

beforeEach(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

async function rows(span = 'day') {
  const text = `SELECT workflow_id, day::text, completed::int, failed::int, cancelled::int, began::int, queued_ms::int,
  longest_queued_ms::int, sampled::int, buckets, counts FROM execution_stats
  WHERE workspace_id = $1::uuid AND span = $2 ORDER BY day, workflow_id`;
  return testDatabase().sql.query(text, [user.workspaceId, span]);
}

function sum(all: readonly Record<string, unknown>[], column: string): number {
  return all.filter((row) => row.workflow_id === workflow).reduce((total, row) => total + Number(row[column]), 0);
}

describe('what has ended', () => {
  it('is counted once, however many count at once, after an outage of days', async () => {
    await moveMark('3 days');
    for (const ago of [2.9 * DAY, DAY, DAY - 1, 5 * MINUTE, MINUTE])
      await endExecution(user, workflow, { endedAgo: ago });
    await Promise.all([rollUp(), rollUp(), rollUp()]);
    await rollUp();
    const days = await rows();
    expect(sum(days, 'completed')).toBe(5);
    expect(sum(await rows('month'), 'completed')).toBe(5);
    const all = days.filter((row) => row.workflow_id !== workflow);
    expect(all.reduce((total, row) => total + Number(row.completed), 0)).toBe(5);
  });

  it('counts on the day on which it ended, by how it did', async () => {
    await moveMark('1 hour');
    await endExecution(user, workflow, { endedAgo: 1000, took: 40 * DAY });
    await endExecution(user, workflow, { endedAgo: 1000, status: 'failed', waited: 2000 });
    await endExecution(user, workflow, { endedAgo: 1000, status: 'cancelled', waited: 4000 });
    await queueExecution(user, workflow);
    await rollUp();
    const [row, ...more] = (await rows()).filter((one) => one.workflow_id === workflow);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ completed: 1, failed: 1, cancelled: 1, began: 3, queued_ms: 6000, sampled: 3 });
    expect(row).toMatchObject({ longest_queued_ms: 4000, day: new Date(Date.now() - 1000).toISOString().slice(0, 10) });
    expect(row?.counts).toHaveLength(2);
  });

  it('waits until those who write at the same time are through', async () => {
    await moveMark('1 hour');
    await endExecution(user, workflow, { endedAgo: 80_000 });
    await rollUpEnds(testDatabase(), Date.now);
    expect(await rows()).toEqual([]);
    await endExecution(user, workflow, { endedAgo: 85_000 });
    await rollUp();
    expect(sum(await rows(), 'completed')).toBe(2);
  });

  it('adds up in what is there already', async () => {
    await moveMark('10 minutes');
    await endExecution(user, workflow, { endedAgo: 5000, took: 10 });
    await rollUp();
    await endExecution(user, workflow, { endedAgo: 0, took: 10 });
    await endExecution(user, workflow, { endedAgo: 0, took: 50_000 });
    await rollUp();
    const all = (await rows()).filter((one) => one.workflow_id === workflow);
    const counts = all.flatMap((row) => (Array.isArray(row.counts) ? row.counts.map(Number) : []));
    expect(counts.reduce((total, one) => total + one, 0)).toBe(3);
  });

  it('is found by its index, and its nodes one execution at a time', async () => {
    const { sql } = testDatabase();
    const bounds = ['2026-01-01', '2026-01-02'];
    const [, plan = []] = await sql.transaction([
      sql.query('SET LOCAL enable_seqscan = off'),
      sql.query(`EXPLAIN ${ROLL_UP}`, bounds),
    ]);
    const text = plan.map((row) => String(row['QUERY PLAN'])).join('\n');
    expect(text).toMatch(/Bitmap Index Scan on executions_\w*completed_at_idx/);
    expect(text).toMatch(/Index Scan using node_executions_\w+_execution_id_node_id_run_index/);
  });
});

describe('the nodes of what has ended', () => {
  async function addNode(executionId: string, values: string): Promise<void> {
    await testDatabase().sql.query(
      `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name, status, duration_ms, source)
       SELECT gen_random_uuid(), e.id, e.created_at, ${values} FROM executions e WHERE e.id = $1::uuid`,
      [executionId],
    );
  }

  async function nodes() {
    const text = `SELECT node_id, sum(runs)::int AS runs, sum(failed)::int AS failed, sum(duration_ms)::int AS ms FROM node_stats
WHERE workspace_id = $1::uuid GROUP BY 1 ORDER BY 1`;
    return testDatabase().sql.query(text, [user.workspaceId]);
  }

  it('are counted as far as they were performed', async () => {
    await moveMark('1 hour');
    const id = await endExecution(user, workflow, { endedAgo: 1000 });
    await addNode(id, `'a', 'action.http', 'Ask', 'completed', 20, 'performed'`);
    await addNode(id, `'b', 'action.http', 'Tell', 'failed', 30, 'performed'`);
    await addNode(id, `'c', 'action.http', 'Skip', 'skipped', NULL, 'performed'`);
    await addNode(id, `'d', 'action.http', 'Pin', 'completed', 0, 'pinned'`);
    await rollUp();
    expect(await nodes()).toEqual([
      { node_id: 'a', runs: 1, failed: 0, ms: 20 },
      { node_id: 'b', runs: 1, failed: 1, ms: 30 },
    ]);
  });

  it('are those of a sample where very many end at once', async () => {
    await moveMark('1 hour');
    await testDatabase().sql.query(
      `INSERT INTO executions (id, workflow_id, workspace_id, workflow_version, status, trigger_type, created_at, started_at, completed_at)
       SELECT gen_random_uuid(), $1::uuid, $2::uuid, 1, 'completed', 'api', now(), now(), now() - interval '1 second'
       FROM generate_series(1, 450)`,
      [workflow, user.workspaceId],
    );
    await testDatabase().sql.query(
      `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name, status, duration_ms)
       SELECT gen_random_uuid(), id, created_at, 'a', 'a', 'a', 'completed', 1 FROM executions WHERE workflow_id = $1::uuid`,
      [workflow],
    );
    await rollUp();
    const all = await rows();
    expect([sum(all, 'completed'), sum(all, 'sampled')]).toEqual([450, 200]);
    expect(await nodes()).toMatchObject([{ runs: 200 }]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { DAYS, nodesStatement, WORKFLOWS } from '../../src/insights/insight-statements.ts';
import { endExecution, moveMark, rollUp } from '../support/insights.ts';
import { createIdleWorkflow } from '../support/queued-execution.ts';
import { createUser, send, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const DAY = 86_400_000;

let user: User;
let busy: string;
let idle: string;

beforeAll(async () => {
  user = await createUser();
  [busy, idle] = [await createIdleWorkflow(user), await createIdleWorkflow(user)];
  await moveMark('100 days');
  for (const days of [0.001, 1, 40, 70]) {
    await endExecution(user, busy, { endedAgo: days * DAY, took: 1000, waited: 500 });
    await endExecution(user, busy, { endedAgo: days * DAY, took: 3000, waited: 100, status: 'failed' });
  }
  await endExecution(user, idle, { endedAgo: 1000, status: 'cancelled' });
  await rollUp();
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
}

describe('the insights of a workspace', () => {
  it('have the figures by day and workflow, and what is used', async () => {
    const { status, json } = await user.api('GET', '/insights');
    expect(status).toBe(200);
    expect(json.total).toMatchObject({
      executions: 5,
      completed: 2,
      failed: 2,
      cancelled: 1,
      failure_rate: 0.5,
      longest_queued_ms: 500,
    });
    expect(Number(Object(json.total).p50_ms) / 1000).toBeCloseTo(1, 0);
    expect(json.workflows).toMatchObject([
      { workflow_id: busy, name: 'Test', executions: 4, failure_rate: 0.5, mean_queued_ms: 300 },
      { workflow_id: idle, executions: 1, failure_rate: null, p50_ms: null },
    ]);
    expect(json.usage).toMatchObject({ limit: null });
  });

  it('are the same by whole months as by days', async () => {
    const { json } = await user.api('GET', `/insights?from=${daysAgo(95)}&to=${daysAgo(0)}`);
    expect(json.total).toMatchObject({ executions: 9, failed: 4 });
    expect(json.workflows).toMatchObject([{ executions: 8, failed: 4, completed: 4 }, { executions: 1 }]);
    const alone = await user.api('GET', `/insights?from=${daysAgo(95)}&workflow_id=${busy}`);
    expect(alone.json.total).toMatchObject({ executions: 8 });
    expect(alone.json.workflows).toHaveLength(1);
  });

  it('show nothing of others', async () => {
    const stranger = await createUser();
    const { json } = await stranger.api('GET', `/insights?workflow_id=${busy}`);
    expect(json).toMatchObject({ total: { executions: 0, p50_ms: null }, days: [], workflows: [] });
    const nodes = await stranger.api('GET', `/insights/nodes?workflow_id=${busy}`);
    expect(nodes.json).toMatchObject({ executions: 0, nodes: [] });
    const path = `/api/v1/workspaces/${user.workspaceId}/insights`;
    const outside = await send('GET', path, {
      headers: { authorization: stranger.authorization },
    });
    expect(outside.status).toBe(404);
  });

  it.each([
    ['from=2026-02-30', 'input.invalid'],
    ['from=0000-01-01', 'input.invalid'],
    ['from=2026-02-02&to=2026-02-01', 'insights.range_refused'],
    ['from=2020-01-01&to=2026-02-01', 'insights.range_refused'],
    ['workflow_id=1', 'input.invalid'],
    ['sort=failures', 'input.invalid'],
  ])('refuse %s', async (query, code) => {
    const { status, json } = await user.api('GET', `/insights?${query}`);
    expect([status, json.code]).toEqual([400, code]);
  });

  it('read by index alone what may be long', async () => {
    const { sql } = testDatabase();
    const range = ['2026-01-01', '2026-12-31'];
    const spans = JSON.stringify([{ span: 'day', low: range[0], high: range[1] }]);
    const asked: [string, unknown[]][] = [
      [DAYS, [user.workspaceId, busy, ...range]],
      [WORKFLOWS, [user.workspaceId, null, spans, 50]],
      [nodesStatement('failures'), [user.workspaceId, null, ...range, 50]],
    ];
    for (const [statement, parameters] of asked) {
      const [, plan = []] = await sql.transaction([
        sql.query('SET LOCAL enable_seqscan = off'),
        sql.query(`EXPLAIN ${statement}`, parameters),
      ]);
      expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).not.toMatch(/Seq Scan on (execution|node)_stats/);
    }
  });
});

describe('the insights of nodes', () => {
  it('have those first that fail, or take long', async () => {
    const id = await endExecution(user, busy, { endedAgo: 0 });
    await testDatabase().sql.query(
      `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name, run_index, status, duration_ms)
       SELECT gen_random_uuid(), e.id, e.created_at, v.node, 'action.http', upper(v.node), v.run, v.status, v.ms
       FROM executions e, (VALUES ('slow', 0, 'completed', 9000), ('bad', 0, 'failed', 10), ('bad', 1, 'completed', 20)) AS v (node, run, status, ms)
       WHERE e.id = $1::uuid`,
      [id],
    );
    await rollUp();
    const { json } = await user.api('GET', '/insights/nodes');
    expect(json.nodes).toMatchObject([
      { node_id: 'bad', node_name: 'BAD', workflow_id: busy, runs: 2, failed: 1, failure_rate: 0.5, mean_ms: 15 },
      { node_id: 'slow', runs: 1, failed: 0, mean_ms: 9000 },
    ]);
    expect(json).toMatchObject({ executions: 6, executions_read: 6 });
    const slow = await user.api('GET', '/insights/nodes?sort=duration');
    expect(slow.json.nodes).toMatchObject([{ node_id: 'slow' }, { node_id: 'bad' }]);
    expect((await user.api('GET', `/insights/nodes?from=${daysAgo(40)}`)).json.code).toBe('insights.range_refused');
  });
});

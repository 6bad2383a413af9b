import { describe, expect, it } from 'vitest';
import { countExecutions } from '../../../src/executions/lifecycle/count-executions.ts';
import { queueExecution } from '../../support/queued-execution.ts';
import { createUser, createWorkflow, node, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const LAG_SECONDS = 360;

const graph = { nodes: [node('start', 'trigger.manual')], connections: [] };

async function daysOf({ workspaceId }: User) {
  const text = `SELECT day::text, sum(started)::int AS started, sum(counted)::int AS counted FROM execution_days
WHERE workspace_id = $1::uuid GROUP BY day ORDER BY day`;
  return testDatabase().sql.query(text, [workspaceId]);
}

async function moveMark(age: string): Promise<void> {
  const text = `UPDATE maintenance_state SET value = to_json((now() - $1::interval)::text) WHERE name = 'execution_count'`;
  await testDatabase().sql.query(text, [age]);
}

function count(): Promise<void> {
  return countExecutions(testDatabase(), LAG_SECONDS);
}

describe('the days of a workspace', () => {
  it('have each execution once, by its day, however many count at once, and stay when it is deleted', async () => {
    const user = await createUser();
    const { id } = await createWorkflow(user, graph);
    await count();
    await moveMark('3 days');
    const now = Date.now();
    const dayAgo = now - 86_400_000;
    for (const createdAt of [dayAgo, dayAgo + 1, now - 600_000, now]) await queueExecution(user, id, { createdAt });
    await Promise.all([count(), count(), count()]);
    const days = await daysOf(user);
    expect(days.map(({ started }) => started).reduce((sum, one) => sum + one, 0)).toBe(3);
    await testDatabase().sql.query('DELETE FROM executions WHERE workspace_id = $1::uuid', [user.workspaceId]);
    await count();
    expect(await daysOf(user)).toEqual(days);
  });

  it('have those, too, whose row came long after their beginning', async () => {
    const user = await createUser();
    const { id } = await createWorkflow(user, graph);
    await count();
    await queueExecution(user, id, { createdAt: Date.now() - 300_000 });
    await count();
    expect(await daysOf(user)).toEqual([]);
    await countExecutions(testDatabase(), 200);
    expect(await daysOf(user)).toMatchObject([{ started: 1, counted: 1 }]);
  });

  it('tell those apart that other executions have started', async () => {
    const user = await createUser();
    const { id } = await createWorkflow(user, graph);
    await count();
    await moveMark('1 hour');
    const ids = [];
    for (let made = 0; made < 3; made += 1) {
      ids.push(await queueExecution(user, id, { createdAt: Date.now() - 900_000 - made }));
    }
    const text = `UPDATE executions SET trigger_type = 'workflow' WHERE id = (
  SELECT id FROM executions WHERE workspace_id = $1::uuid LIMIT 1)`;
    await testDatabase().sql.query(text, [user.workspaceId]);
    await count();
    expect(await daysOf(user)).toMatchObject([{ started: 3, counted: 2 }]);
  });

  it('have what was not counted yet when a workflow is deleted', async () => {
    const user = await createUser();
    const { id, etag } = await createWorkflow(user, graph);
    await count();
    for (let made = 0; made < 4; made += 1) await queueExecution(user, id, { createdAt: Date.now() - made });
    expect((await user.api('DELETE', `/workflows/${id}`, undefined, { 'if-match': etag })).status).toBe(204);
    expect(await daysOf(user)).toMatchObject([{ started: 4, counted: 4 }]);
    const { json } = await user.api('GET', '/plan');
    expect(json.usage).toMatchObject({ executions: 4 });
  });

  it('add up to the months', async () => {
    const user = await createUser();
    const { id } = await createWorkflow(user, graph);
    await count();
    await moveMark('50 days');
    const now = Date.now();
    for (const days of [45, 30, 10, 1]) await queueExecution(user, id, { createdAt: now - days * 86_400_000 });
    await count();
    const text = `SELECT month::text, executions::int AS n FROM workspace_usage WHERE workspace_id = $1::uuid ORDER BY month`;
    const months = await testDatabase().sql.query(text, [user.workspaceId]);
    const summed = await testDatabase().sql.query(
      `SELECT date_trunc('month', day)::date::text AS month, sum(counted)::int AS n FROM execution_days
WHERE workspace_id = $1::uuid GROUP BY 1 ORDER BY 1`,
      [user.workspaceId],
    );
    expect(months).toEqual(summed);
  });
});

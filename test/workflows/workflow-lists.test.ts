import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageSchema } from '../../src/shared/pagination.ts';
import { listStatement } from '../../src/workflows/listing/list-statements.ts';
import {
  type ListedWorkflow,
  listedWorkflowSchema,
  WORKFLOW_ORDERS,
} from '../../src/workflows/listing/listing.schemas.ts';
import { chain } from '../support/graph.ts';
import { runToEnd } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, publish, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const db = testDatabase();

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function list(
  query = '',
  by = user,
): Promise<z.infer<ReturnType<typeof pageSchema<typeof listedWorkflowSchema>>>> {
  return pageSchema(listedWorkflowSchema).parse((await by.api('GET', `/workflows${query}`)).json);
}

async function listed(id: string): Promise<ListedWorkflow | undefined> {
  return (await list('?limit=100')).data.find((one) => one.id === id);
}

const IDLE = { nodes: [node('start', 'trigger.manual')], connections: [] };

/** All ids by pages of two; after each page a workflow is made and deleted again. */
async function pagedIds(by: User, sort: string): Promise<string[]> {
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await list(`?limit=2&sort=${sort}${next}`, by);
    seen.push(...page.data.map(({ id }) => id));
    next = page.next_cursor === null ? null : `&cursor=${page.next_cursor}`;
    const other = String((await by.api('POST', '/workflows', { name: 'bb', ...IDLE })).json.id);
    await by.api('DELETE', `/workflows/${other}`);
  }
  return seen;
}

describe('a workflow in a list', () => {
  it('is shown with how its last execution went', async () => {
    const { id } = await createWorkflow(user, IDLE);
    expect(await listed(id)).toMatchObject({ last_execution: null, execution_count: 0 });
    await runToEnd(user, id);
    const last = await runToEnd(user, id);
    expect(await listed(id)).toMatchObject({
      execution_count: 2,
      last_executed_at: last.created_at,
      last_execution: { id: last.id, status: 'completed', trigger_type: 'manual', created_at: last.created_at },
    });
  });

  it('is shown with the moment at which it runs next, while it is active', async () => {
    const rules = [{ unit: 'days', interval: 1, hour: 7, minute: 30 }];
    const graph = {
      nodes: [node('daily', 'trigger.schedule', { rules }), node('end', 'logic.noop')],
      connections: chain('daily → end'),
    };
    const draft = await createWorkflow(user, graph);
    expect(await listed(draft.id)).toMatchObject({ next_run_at: null });
    const active = await publish(user, graph);
    const next = z.iso.datetime().parse((await listed(active.id))?.next_run_at);
    expect(Date.parse(next)).toBeGreaterThan(Date.now());
  });

  it('names whoever made it, to those who may see members', async () => {
    const { id } = await createWorkflow(user, IDLE);
    expect(await listed(id)).toMatchObject({ created_by_name: 'A B' });
    const key = await user.api('POST', '/api-keys', { name: 'list', scopes: ['workflows:read'] });
    const as = { authorization: '', 'x-api-key': String(key.json.key) };
    const reply = await user.api('GET', '/workflows?limit=100', undefined, as);
    const hidden = pageSchema(listedWorkflowSchema).parse(reply.json).data;
    expect(hidden.map(({ created_by_name, last_execution }) => [created_by_name, last_execution])).toEqual(
      hidden.map(() => [null, null]),
    );
    expect(hidden.length).toBeGreaterThan(2);
  });

  it('is found once, on whichever page and in whichever order, while others are made, changed and run', async () => {
    const by = await createUser();
    const names = ['b', 'B', 'a', 'c', 'C', 'd', 'a'];
    const made: string[] = [];
    for (const name of names) made.push(String((await by.api('POST', '/workflows', { name, ...IDLE })).json.id));
    await runToEnd(by, made[2] ?? '');
    await runToEnd(by, made[4] ?? '');
    for (const sort of WORKFLOW_ORDERS) expect((await pagedIds(by, sort)).sort()).toEqual([...made].sort());
    expect((await list('?sort=-last_executed_at&limit=3', by)).data.map(({ id }) => id)).toEqual([
      made[4],
      made[2],
      made[6],
    ]);
  });

  it('is looked up by an index in its order, and what belongs to it for the rows of the page alone', async () => {
    for (const [sort, index] of [
      ['-created_at', 'idx_workflows_workspace'],
      ['name', 'idx_workflows_name'],
    ] as const) {
      const page = { filter: {}, sort, after: null, limit: 21 };
      const { text, values } = listStatement(user.workspaceId, page);
      // The few rows of a test would be read in any way; of many, Postgres takes the way that has them in order.
      const without = ['seqscan', 'bitmapscan', 'sort'].map((way) => db.sql.query(`SET LOCAL enable_${way} = off`));
      const answers = await db.sql.transaction([...without, db.sql.query(`EXPLAIN ${text}`, [...values])]);
      const plan = JSON.stringify(answers.at(-1));
      expect(plan).toContain(index);
      expect(plan).toMatch(/Index (Only )?Scan using executions_\w+ on executions/);
    }
  });
});

describe('the list of executions', () => {
  it('names the workflow, and whoever started it', async () => {
    const { id } = await createWorkflow(user, IDLE);
    const run = await runToEnd(user, id);
    const { json } = await user.api('GET', `/executions?workflow_id=${id}`);
    expect(json.data).toMatchObject([{ id: run.id, workflow_name: 'Test', triggered_by_name: 'A B' }]);
  });
});

describe('the list of versions', () => {
  it('names whoever made them', async () => {
    const { id } = await createWorkflow(user, IDLE);
    const { json } = await user.api('GET', `/workflows/${id}/versions`);
    expect(json.data).toMatchObject([{ version: 1, created_by_name: 'A B' }]);
  });
});

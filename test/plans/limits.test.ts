import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { claimExecutions } from '../../src/executions/lifecycle/claim-executions.ts';
import { PLANS } from '../../src/plans/plan-table.ts';
import { runNightly } from '../../src/retention/run-nightly.ts';
import { newId } from '../../src/shared/ids.ts';
import { billedDeployment, type Deployment, liftLimits } from '../support/accounts/billing.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { changeStatus, createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const FREE = PLANS.free.limits;
const DAY = 86_400_000;

const ACTIVE_REACHED = { status: 402, json: { code: 'plans.active_workflows_reached' } };
const MEMBERS_REACHED = { status: 402, json: { code: 'plans.members_reached' } };

let deployment: Deployment;
let user: User;

beforeAll(() => {
  deployment = billedDeployment();
});

beforeEach(async () => {
  user = await createUser();
  await deployment.keepPlans();
});

afterAll(liftLimits);

const graph = { nodes: [node('start', 'trigger.manual')], connections: [] };

function draftOf(owner: User) {
  return createWorkflow(owner, graph);
}

async function publishThere({ id, etag }: { id: string; etag: string }) {
  return user.api('POST', `/workflows/${id}/publish`, {}, { 'if-match': etag });
}

async function storedLimits(workspaceId: unknown): Promise<unknown> {
  const text = 'SELECT plan_limits FROM workspaces WHERE id = $1::uuid';
  return (await testDatabase().sql.query(text, [workspaceId]))[0]?.plan_limits;
}

describe('the active workflows of a plan', () => {
  it('are no more than it allows, however many are published at once', async () => {
    const drafts = [];
    for (let made = 0; made < FREE.active_workflows + 3; made += 1) drafts.push(await draftOf(user));
    const answers = await Promise.all(drafts.map(publishThere));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(FREE.active_workflows);
    for (const refused of answers.filter(({ status }) => status !== 200)) expect(refused).toMatchObject(ACTIVE_REACHED);
  });

  it('can be published anew, and make room when they are deactivated', async () => {
    const active = [];
    for (let made = 0; made < FREE.active_workflows; made += 1) {
      const draft = await draftOf(user);
      active.push({ id: draft.id, etag: await changeStatus(user, draft, 'publish') });
    }
    const [first] = active;
    if (first === undefined) throw new Error('There is none.');
    const another = await draftOf(user);
    const again = await changeStatus(user, first, 'publish');
    expect(await publishThere(another)).toMatchObject(ACTIVE_REACHED);
    await changeStatus(user, { id: first.id, etag: again }, 'deactivate');
    expect((await publishThere(another)).status).toBe(200);
  });

  it('come back with a restored workspace, whatever its plan is by then', async () => {
    const ids = [];
    for (let made = 0; made < 3; made += 1) {
      const draft = await draftOf(user);
      await changeStatus(user, draft, 'publish');
      ids.push(draft.id);
    }
    const sql = testDatabase().sql;
    await sql.query(`UPDATE workflows SET status = 'archived' WHERE workspace_id = $1::uuid`, [user.workspaceId]);
    await sql.query(
      `UPDATE workspaces SET plan_limits = json_build_object('active_workflows', 1) WHERE id = $1::uuid`,
      [user.workspaceId],
    );
    await sql.query(`UPDATE workflows SET status = 'active' WHERE workspace_id = $1::uuid`, [user.workspaceId]);
    const rows = await sql.query('SELECT status FROM workflows WHERE id = ANY($1::uuid[])', [ids]);
    expect(rows.map(({ status }) => status)).toEqual(['active', 'active', 'active']);
  });
});

describe('the members of a plan', () => {
  async function invitation(): Promise<string> {
    const body = { type: 'link', max_uses: 10 };
    return z.object({ token: z.string() }).parse((await user.api('POST', '/invitations', body)).json).token;
  }

  function acceptAs({ authorization }: User, token: string) {
    return deployment.request('/api/v1/invitations/accept', { method: 'POST', authorization, body: { token } });
  }

  it('are no more than it allows, however many accept at once', async () => {
    const token = await invitation();
    const guests = await Promise.all([createUser(), createUser(), createUser(), createUser()]);
    const answers = await Promise.all(guests.map((guest) => acceptAs(guest, token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(FREE.members - 1);
    for (const refused of answers.filter(({ status }) => status !== 200))
      expect(refused).toMatchObject(MEMBERS_REACHED);
    expect(await user.api('POST', '/invitations', { type: 'link' })).toMatchObject(MEMBERS_REACHED);
  });
});

describe('the limits of a plan', () => {
  it('count from the first moment of an account and of a workspace', async () => {
    const body = { email: `${newId(Date.now())}@example.com`, password: 'correct horse battery' };
    const registered = await deployment.request('/api/v1/auth/register', { method: 'POST', body });
    expect(await storedLimits(Object(registered.json.workspace).id)).toEqual(FREE);
    const { authorization } = user;
    const ask = { method: 'POST', authorization, body: { name: 'Second' } };
    expect(await storedLimits((await deployment.request('/api/v1/workspaces', ask)).json.id)).toEqual(FREE);
  });

  it('follow the table, also for a plan that it has no more', async () => {
    const sql = testDatabase().sql;
    await sql.query(`UPDATE workspaces SET plan_id = 'gold', plan_limits = '{"members":7}' WHERE id = $1::uuid`, [
      user.workspaceId,
    ]);
    await deployment.keepPlans();
    expect(await storedLimits(user.workspaceId)).toEqual(FREE);
    expect(Object((await deployment.api(user, '/plan')).json.plan).id).toBe('free');
  });

  it('keep executions no longer than the plan allows', async () => {
    await user.api('PATCH', '', { settings: { retention: { completed_days: 365 } } });
    const workflow = await createIdleWorkflow(user);
    const [older, younger] = [FREE.retention_days + 1, FREE.retention_days - 1].map(async (days) => {
      const id = await queueExecution(user, workflow, { createdAt: Date.now() - days * DAY });
      await changeRow(id, `status = 'completed', completed_at = now() - interval '${days} days'`);
      return id;
    });
    const ids = [await older, await younger];
    await runNightly(testDatabase(), Date.now);
    expect(await Promise.all(ids.map(async (id) => (await rowOf(id ?? '')).id === id))).toEqual([false, true]);
  });

  it('let no more executions run at once than the plan and the workspace say', async () => {
    const workflow = await createIdleWorkflow(user);
    const seen = [];
    for (const max_running of [null, 100, 3]) {
      await user.api('PATCH', '', { max_running });
      const id = await queueExecution(user, workflow);
      const [claimed] = await claimExecutions(testDatabase(), { ids: [id], leaseSeconds: 60 });
      seen.push(claimed?.workspaceLimit);
    }
    expect(seen).toEqual([FREE.concurrency, FREE.concurrency, 3]);
  });
});

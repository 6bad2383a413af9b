import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_ALERTS } from '../../src/alerts/alerts.schemas.ts';
import { MAX_OPEN_JOBS } from '../../src/executions/bulk/bulk.schemas.ts';
import { MAX_SHARES } from '../../src/executions/shares/shares.schemas.ts';
import { MAX_VIEWS } from '../../src/executions/views/views.schemas.ts';
import { MAX_SCHEDULES } from '../../src/schedules/model/schedule-limits.ts';
import { ownerOf } from '../support/alerts.ts';
import { createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, node, publish, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeEach(async () => {
  user = await createUser();
});

/** Puts rows there as SQL says, so that there is room for one more. */
async function fill(insert: string, params: readonly unknown[]): Promise<void> {
  await testDatabase().sql.query(insert, [...params]);
}

/** Sends the same request five times at once; one of them has room. */
async function expectOneFits(path: string, body: (name: string) => object, status: number): Promise<void> {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const replies = await Promise.all(names.map((name) => user.api('POST', path, body(name))));
  expect(replies.map((reply) => reply.status).toSorted()).toEqual([status, 409, 409, 409, 409]);
}

describe('a cap holds for many at once', () => {
  it('on alerts', async () => {
    const mail = [await ownerOf(user)];
    await fill(
      `INSERT INTO alerts (id, workspace_id, name, kind, cooldown_minutes, channels, signing_secret)
      SELECT gen_random_uuid(), $1::uuid, 'n', 'failure', 60, '{}', '' FROM generate_series(1, $2::int)`,
      [user.workspaceId, MAX_ALERTS - 1],
    );
    await expectOneFits('/alerts', (name) => ({ name, rule: { kind: 'failure' }, channels: { mail } }), 201);
  });

  it('on saved views', async () => {
    await fill(
      `INSERT INTO execution_views (id, workspace_id, name, filter)
      SELECT gen_random_uuid(), $1::uuid, 'n' || n, '{}' FROM generate_series(1, $2::int) n`,
      [user.workspaceId, MAX_VIEWS - 1],
    );
    await expectOneFits('/execution-views', (name) => ({ name, filter: {} }), 201);
  });

  it('on bulk jobs', async () => {
    await fill(
      `INSERT INTO bulk_jobs (id, workspace_id, kind, filter, options, total, total_is_estimate, next_at)
      SELECT gen_random_uuid(), $1::uuid, 'cancel', '{}', '{}', 0, false, now() + interval '1 day' FROM generate_series(1, $2::int)`,
      [user.workspaceId, MAX_OPEN_JOBS - 1],
    );
    await expectOneFits('/bulk-jobs', (tag) => ({ kind: 'cancel', filter: { tag } }), 202);
  });

  it('on links to an execution', async () => {
    const execution = await queueExecution(user, await createIdleWorkflow(user));
    await fill(
      `INSERT INTO execution_shares (id, workspace_id, execution_id, execution_created_at, token_hash, with_data, created_at, expires_at)
      SELECT gen_random_uuid(), workspace_id, id, created_at, md5($1 || n), false, now(), now() + interval '1 day'
      FROM executions, generate_series(1, $2::int) n WHERE id = $1::uuid`,
      [execution, MAX_SHARES - 1],
    );
    await expectOneFits(`/executions/${execution}/shares`, () => ({}), 201);
  });

  it('on schedules', async () => {
    const { id } = await publish(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    await fill(
      `INSERT INTO schedules (id, workflow_id, workspace_id, name, cron_expression)
      SELECT gen_random_uuid(), $1::uuid, $2::uuid, 'n', '0 3 * * *' FROM generate_series(1, $3::int)`,
      [id, user.workspaceId, MAX_SCHEDULES - 1],
    );
    await expectOneFits('/schedules', (name) => ({ workflow_id: id, name, cron_expression: '0 3 * * *' }), 201);
  });
});

import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import { cancelCalled } from '../../src/executions/lifecycle/cancel-called.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const { sql } = testDatabase();

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

async function running(): Promise<string> {
  const id = await queueExecution(user, workflow);
  await changeRow(
    id,
    `status = 'running', epoch = 1, promoted_at = now(), enqueued_at = NULL, lease_expires_at = now() + interval '1 minute'`,
  );
  return id;
}

/** Lets an execution call others that it waits for. */
async function calling(called: readonly string[]): Promise<string> {
  const id = await running();
  await sql.query(
    `INSERT INTO execution_calls (called_execution_id, called_created_at, root_execution_id, execution_id,
      execution_created_at, node_id, run_index, attempt, place, workspace_id, awaited)
    SELECT c.id, c.created_at, e.id, e.id, e.created_at, 'call', 0, 1, 0, e.workspace_id, true
    FROM executions e, executions c WHERE e.id = $1::uuid AND c.id = ANY($2::uuid[])`,
    [id, `{${called.join(',')}}`],
  );
  return id;
}

describe('objects that cannot be told of a cancellation', () => {
  it('keep no called execution from being cancelled, and no other object from being told', async () => {
    const called = await Promise.all(Array.from({ length: 30 }, running));
    const id = await calling(called);
    const told: string[] = [];
    const deps = {
      db: createDependencies(env).intake.db,
      enqueue: async () => undefined,
      async cancelObject(one: string) {
        told.push(one);
        throw new Error('The object is away.');
      },
    };
    await expect(cancelCalled(deps, [id])).rejects.toThrow('were not told');
    expect(told.toSorted()).toEqual(called.toSorted());
    const rows = await Promise.all(called.map(rowOf));
    expect(rows.every((row) => row.cancel_requested_at !== null)).toBe(true);
  });
});

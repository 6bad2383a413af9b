import { NeonDbError } from '@neondatabase/serverless';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { cancelCalled } from '../../../src/executions/lifecycle/cancel-called.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();
let user: User;
let workflowId: string;

beforeAll(async () => {
  user = await createUser();
  workflowId = await createIdleWorkflow(user);
});

/** An execution that waits for one that it called, which runs and has had effects. */
async function callerAndCalled(): Promise<[caller: string, called: string]> {
  const caller = await queueExecution(user, workflowId);
  const called = await queueExecution(user, workflowId, { depth: 1 });
  await changeRow(called, "status = 'running', epoch = 1, promoted_at = now()");
  await db.sql.query(
    `INSERT INTO execution_calls (called_execution_id, called_created_at, root_execution_id, execution_id,
      execution_created_at, node_id, run_index, attempt, place, workspace_id, awaited)
    SELECT c.id, c.created_at, e.id, e.id, e.created_at, 'call', 0, 1, 0, c.workspace_id, true
    FROM executions e, executions c WHERE e.id = $1::uuid AND c.id = $2::uuid`,
    [caller, called],
  );
  return [caller, called];
}

const enqueue = async (): Promise<void> => undefined;

describe('cancelling called executions', () => {
  it('tells the object of an execution that was marked before, without reaching its object', async () => {
    const [caller, called] = await callerAndCalled();
    const unreachable = async (): Promise<void> => {
      throw new Error('overloaded');
    };
    const cancelled = cancelCalled({ db, cancelObject: unreachable, enqueue }, [caller]);
    await expect(cancelled).rejects.toMatchObject({ errors: [new Error('overloaded')] });
    const told: string[] = [];
    const cancelObject = async (id: string): Promise<void> => {
      told.push(id);
    };
    await cancelCalled({ db, cancelObject, enqueue }, [caller]);
    expect(told).toEqual([called]);
  });

  it('is repeated after a deadlock with the flush of a called execution', async () => {
    const [caller, called] = await callerAndCalled();
    let tries = 0;
    const query: Database['sql']['query'] = (...statement) => {
      tries += 1;
      if (tries === 1) throw Object.assign(new NeonDbError('deadlock detected'), { code: '40P01' });
      return db.sql.query(...statement);
    };
    const deadlocked = { ...db, sql: Object.assign(db.sql.bind(null), db.sql, { query }) };
    await cancelCalled({ db: deadlocked, cancelObject: enqueue, enqueue }, [caller]);
    expect((await rowOf(called)).cancel_requested_at).not.toBeNull();
  });
});

import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { failUndelivered } from '../../src/executions/lifecycle/sweep-executions.ts';
import { executions } from '../../src/executions/model/executions.table.ts';
import { insertExecution } from '../support/executions/insert-execution.ts';
import { testDatabase } from '../support/test-database.ts';

const db = testDatabase();
const HOUR = 3_600_000;

async function giveUp(id: string, created: number) {
  await failUndelivered(db, { ids: [id], first: created, last: created });
  const [row] = await db.orm.select().from(executions).where(eq(executions.id, id));
  return { status: row?.status, error_code: row?.error_code };
}

describe('failUndelivered', () => {
  it('leaves an execution that was never claimed to the sweep: Postgres was away', async () => {
    const now = Date.now();
    const id = await insertExecution(db, now);
    expect(await giveUp(id, now)).toEqual({ status: 'queued', error_code: null });
  });

  it('fails an execution that was claimed, with a reason', async () => {
    const now = Date.now();
    const id = await insertExecution(db, now);
    await db.orm.update(executions).set({ claims: 1 }).where(eq(executions.id, id));
    expect(await giveUp(id, now)).toEqual({ status: 'failed', error_code: 'execution.undeliverable' });
  });

  it('leaves a waiting execution to the sweep, however old it is', async () => {
    const then = Date.now() - 48 * HOUR;
    const id = await insertExecution(db, then);
    await db.orm.update(executions).set({ status: 'waiting', epoch: 1 }).where(eq(executions.id, id));
    expect(await giveUp(id, then)).toEqual({ status: 'waiting', error_code: null });
  });

  it('fails an execution that was not claimed within an hour', async () => {
    const then = Date.now() - 2 * HOUR;
    const id = await insertExecution(db, then);
    expect(await giveUp(id, then)).toEqual({ status: 'failed', error_code: 'execution.undeliverable' });
  });
});

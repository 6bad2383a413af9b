import { describe, expect, it } from 'vitest';
import { createRefusals } from '../../src/plans/refusals.ts';
import { setUsage } from '../support/accounts/billing.ts';
import { createUser } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

async function refuse(workspaceId: string, refused: boolean): Promise<void> {
  const text = 'UPDATE workspace_usage SET refused = $2::boolean WHERE workspace_id = $1::uuid';
  await testDatabase().sql.query(text, [workspaceId, refused]);
}

/** Refusals at a clock of the test, with the statements that they sent and the work they left for later. */
function watched() {
  const database = testDatabase();
  const seen = { now: 0, reads: 0, later: Promise.resolve<unknown>(undefined), broken: false };
  const sql = {
    query: (text: string) => {
      seen.reads += 1;
      if (seen.broken) return Promise.reject(new Error('Away.'));
      return database.sql.query(text);
    },
  };
  const db = { ...database, sql: Object.assign(Object.create(database.sql), sql) };
  const hold = (work: Promise<unknown>): void => {
    seen.later = work;
  };
  return { seen, refusals: createRefusals({ db, now: () => seen.now, hold }) };
}

describe('createRefusals', () => {
  it('reads for the first start, then beside starts, and for a start only after a long rest', async () => {
    const { workspaceId } = await createUser();
    await setUsage({ workspaceId }, 1);
    const { seen, refusals } = watched();
    expect([await refusals.has(workspaceId), seen.reads]).toEqual([false, 1]);
    await refuse(workspaceId, true);
    seen.now = 9_000;
    expect([await refusals.has(workspaceId), seen.reads]).toEqual([false, 1]);
    seen.now = 11_000;
    expect([await refusals.has(workspaceId), seen.reads]).toEqual([false, 2]);
    expect([await refusals.has(workspaceId), seen.reads]).toEqual([false, 2]);
    await seen.later;
    expect([await refusals.has(workspaceId), seen.reads]).toEqual([true, 2]);
    await refuse(workspaceId, false);
    seen.now = 90_000;
    expect([await refusals.has(workspaceId), seen.reads]).toEqual([false, 3]);
  });

  it('refuses nobody by a list that could not be read', async () => {
    const { seen, refusals } = watched();
    seen.broken = true;
    expect(await refusals.has('anybody')).toBe(false);
    expect(await refusals.has('anybody')).toBe(false);
    expect(seen.reads).toBe(2);
  });
});

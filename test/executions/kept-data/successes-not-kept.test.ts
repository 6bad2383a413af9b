import { beforeAll, describe, expect, it } from 'vitest';
import { getNodes } from '../../support/executions.ts';
import { tick } from '../../support/queue.ts';
import { changeRow } from '../../support/queued-execution.ts';
import { createUser, node, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { tablesWith } from '../../support/texts/canary.ts';
import { copy, graphOf, newCanary, runIt, start, told } from './canary-runs.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** As if all executions until now had been counted: none is forgotten before. */
async function countUntilNow(): Promise<void> {
  await testDatabase().sql.query(
    `INSERT INTO maintenance_state (name, value) VALUES ('execution_count', to_json(now()::text))
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
}

describe('a workflow that keeps nothing of successes', () => {
  it('writes a row without data, which is gone a quarter of an hour later', async () => {
    const canary = newCanary();
    const id = await runIt(user, graphOf([start, copy], { retention: { completed_days: 0 } }), { secret: canary });
    expect(await tablesWith(canary)).toEqual([]);
    expect(await getNodes(user, id)).toEqual([]);
    await testDatabase().sql.query(`UPDATE executions_to_forget SET due_at = now() WHERE execution_id = $1::uuid`, [
      id,
    ]);
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(200);
    await countUntilNow();
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(404);
  });

  it('takes along by what an execution was to be found', async () => {
    const canary = newCanary();
    const note = node('note', 'action.execution_data', { data: [{ key: 'secret', value: canary }] });
    const id = await runIt(user, graphOf([start, note], { retention: { completed_days: 0 } }), {});
    expect(await tablesWith(canary)).toContain('execution_values');
    const query = `UPDATE executions_to_forget SET due_at = now() - interval '1 hour' WHERE execution_id = $1::uuid`;
    await testDatabase().sql.query(query, [id]);
    await countUntilNow();
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(404);
    expect(await tablesWith(canary)).not.toContain('execution_values');
  });

  it('keeps what failed, with all of its data', async () => {
    const canary = newCanary();
    const fails = node('fails', 'action.code', { code: 'throw new Error("no");' });
    const id = await runIt(user, graphOf([start, copy, fails], { retention: { completed_days: 0 } }), {
      secret: canary,
    });
    expect(await told(user, id)).toContain(canary);
    await changeRow(id, "completed_at = now() - interval '1 day'");
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(200);
  });
});

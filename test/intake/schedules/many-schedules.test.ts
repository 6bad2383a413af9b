import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../../support/queue.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { getSchedule, idle, listRuns, makeDue, minutesAgo, publishOne, restAll } from '../../support/schedules.ts';
import { testDatabase } from '../../support/test-database.ts';

const MANY = 1500;

let noisy: User;
let other: User;

beforeAll(async () => {
  [noisy, other] = [await createUser(), await createUser()];
});

afterAll(async () => {
  await restAll(noisy);
  await restAll(other);
});

/** Copies a schedule so often that one batch does not hold them all. */
const COPY = `INSERT INTO schedules (id, workflow_id, workspace_id, name, cron_expression, next_slot_at, next_run_at)
SELECT gen_random_uuid(), workflow_id, workspace_id, 'copy', cron_expression, $2::timestamptz, $2::timestamptz
FROM schedules, generate_series(1, $3::int) WHERE id = $1::uuid`;

const STARTED = `SELECT count(*)::int AS runs, count(DISTINCT r.schedule_id)::int AS schedules FROM schedule_runs r
JOIN executions e ON e.id = r.execution_id AND e.created_at = r.created_at WHERE r.workspace_id = $1::uuid`;

describe('many schedules of one minute', () => {
  it('start once each, two ticks at once, and stop nobody else', async () => {
    const { schedule } = await publishOne(noisy, idle());
    const { schedule: theirs } = await publishOne(other, idle());
    const slot = minutesAgo(0);
    await makeDue(theirs, slot);
    const { sql } = testDatabase();
    await sql.query(COPY, [schedule, new Date(slot).toISOString(), MANY]);
    await Promise.all([tick(), tick()]);
    const [started] = await sql.query(STARTED, [noisy.workspaceId]);
    expect(started).toEqual({ runs: MANY, schedules: MANY });
    expect(await listRuns(other, theirs)).toHaveLength(1);
    expect((await getSchedule(other, theirs)).run_count).toBe(1);
  });
});

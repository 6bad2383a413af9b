import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../../support/queue.ts';
import { changeStatus, createUser, type User } from '../../support/running-app.ts';
import {
  changeSchedule,
  getSchedule,
  idle,
  listRuns,
  makeDue,
  minutesAgo,
  publishOne,
  restAll,
} from '../../support/schedules.ts';
import { divertDatabase, restoreDatabase, testDatabase } from '../../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterEach(() => restAll(user));

/** Two schedules that are due, the second one behind the first. */
async function twoDue(): Promise<{ broken: Awaited<ReturnType<typeof publishOne>>; sound: string }> {
  const [broken, { schedule: sound }] = [await publishOne(user, idle()), await publishOne(user, idle())];
  await makeDue(broken.schedule, minutesAgo(1));
  await makeDue(sound, minutesAgo(0));
  return { broken, sound };
}

describe('a schedule that cannot start its workflow', () => {
  it('says so, goes on, and stops no other, if the version cannot be compiled', async () => {
    const { broken, sound } = await twoDue();
    await testDatabase().sql.query(`UPDATE workflow_versions SET nodes = '[{"id":7}]' WHERE workflow_id = $1::uuid`, [
      broken.id,
    ]);
    await tick();
    expect(await listRuns(user, sound)).toHaveLength(1);
    expect(await listRuns(user, broken.schedule)).toEqual([]);
    const told = await getSchedule(user, broken.schedule);
    expect(told.last_error).toMatchObject({ code: 'schedules.workflow_unusable' });
    expect(told.missed?.from).toBe(new Date(minutesAgo(1)).toISOString());
    expect(Date.parse(told.next_run_at ?? '')).toBeGreaterThan(Date.now());
  });

  it('says so if the database refuses its row, and stops none of its batch', async () => {
    const { broken, sound } = await twoDue();
    await changeSchedule(broken.schedule, 'run_count = 2147483647');
    await tick();
    expect(await listRuns(user, sound)).toHaveLength(1);
    expect(await getSchedule(user, broken.schedule)).toMatchObject({
      last_error: { code: 'schedules.refused' },
      run_count: 2147483647,
    });
  });

  it('rests if its rule cannot be read', async () => {
    const { broken, sound } = await twoDue();
    await changeSchedule(broken.schedule, `cron_expression = 'whenever'`);
    await tick();
    expect(await listRuns(user, sound)).toHaveLength(1);
    expect(await getSchedule(user, broken.schedule)).toMatchObject({
      ...{ is_active: false, last_error: { code: 'schedules.unreadable' } },
    });
  });

  it('rests while its workflow does, even if nobody has told it', async () => {
    const { broken, sound } = await twoDue();
    await changeStatus(user, broken, 'deactivate');
    await changeSchedule(broken.schedule, 'is_active = true');
    await makeDue(broken.schedule);
    await tick();
    expect(await listRuns(user, sound)).toHaveLength(1);
    expect(await listRuns(user, broken.schedule)).toEqual([]);
    expect(await getSchedule(user, broken.schedule)).toMatchObject({
      ...{ is_active: false, next_run_at: null, last_error: { code: 'schedules.workflow_inactive' } },
    });
  });

  it('forgets the error once a run is started', async () => {
    const { schedule } = await publishOne(user, idle());
    await changeSchedule(schedule, `last_error_code = 'a', last_error_message = 'b', last_error_at = now()`);
    await makeDue(schedule);
    await tick();
    expect((await getSchedule(user, schedule)).last_error).toBeNull();
  });
});

describe('a tick while the database is away', () => {
  it('throws, and the next one goes on', async () => {
    const { schedule } = await publishOne(user, idle());
    await makeDue(schedule);
    divertDatabase('http://127.0.0.1:1/');
    await expect(tick()).rejects.toThrow();
    restoreDatabase();
    await tick();
    expect(await listRuns(user, schedule)).toHaveLength(1);
  });
});

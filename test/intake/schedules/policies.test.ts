import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { untilStatus } from '../../support/executions.ts';
import { tick } from '../../support/queue.ts';
import { createUser, type User } from '../../support/running-app.ts';
import {
  comeOnce,
  EACH_MINUTE,
  endless,
  getSchedule,
  idle,
  listRuns,
  MINUTE,
  makeDue,
  minutesAgo,
  publishOne,
  restAll,
  untilRuns,
} from '../../support/schedules.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterEach(() => restAll(user));

async function publishEndless(overlap: string): Promise<string> {
  const { schedule } = await publishOne(user, endless({ rules: [EACH_MINUTE], overlap }));
  return schedule;
}

/** Lets a slot come, and another one while the execution of the first goes on. Gives the id of that execution. */
async function comeTwice(schedule: string): Promise<string> {
  await comeOnce(schedule, 3);
  const [first] = await untilRuns(user, schedule, 'waiting');
  await comeOnce(schedule, 2);
  return first?.execution_id ?? '';
}

async function statuses(schedule: string): Promise<(string | null)[]> {
  return (await listRuns(user, schedule)).map(({ status }) => status);
}

describe('a slot that comes while the execution before goes on', () => {
  it('starts beside it by default', async () => {
    const schedule = await publishEndless('allow');
    await comeTwice(schedule);
    await untilRuns(user, schedule, 'waiting');
    expect(await statuses(schedule)).toHaveLength(2);
  });

  it('is skipped, and counted as that', async () => {
    const schedule = await publishEndless('skip');
    const first = await comeTwice(schedule);
    expect(await statuses(schedule)).toEqual(['waiting']);
    expect(await getSchedule(user, schedule)).toMatchObject({ run_count: 1, skipped_count: 1 });
    await user.api('POST', `/executions/${first}/cancel`);
    await untilStatus(user, first, 'cancelled');
    await comeOnce(schedule, 1);
    expect(await statuses(schedule)).toHaveLength(2);
  });

  it('waits behind it, and no third one does', async () => {
    const schedule = await publishEndless('queue_one');
    const first = await comeTwice(schedule);
    expect(await statuses(schedule)).toEqual(['queued', 'waiting']);
    await comeOnce(schedule, 1);
    expect(await statuses(schedule)).toEqual(['queued', 'waiting']);
    const [second] = await listRuns(user, schedule);
    await user.api('POST', `/executions/${first}/cancel`);
    await untilStatus(user, first, 'cancelled');
    await tick();
    await untilStatus(user, second?.execution_id ?? '', 'waiting');
  });

  it('starts as soon as the one before it ends, without a tick', async () => {
    const drawing = endless({ rules: [EACH_MINUTE], overlap: 'queue_one' }, 2, 'seconds');
    const { schedule } = await publishOne(user, drawing);
    await comeOnce(schedule, 3);
    await comeOnce(schedule, 2);
    expect(await listRuns(user, schedule)).toHaveLength(2);
    await untilRuns(user, schedule, 'completed');
  });

  it('cancels it', async () => {
    const schedule = await publishEndless('cancel_running');
    const first = await comeTwice(schedule);
    await untilStatus(user, first, 'cancelled');
    const [second] = await listRuns(user, schedule);
    await untilStatus(user, second?.execution_id ?? '', 'waiting');
    expect(await getSchedule(user, schedule)).toMatchObject({ run_count: 2, skipped_count: 0 });
  });
});

describe('ten minutes without a tick', () => {
  const since = minutesAgo(10);
  const slots = (runs: readonly { slot_at: string | null }[]) =>
    runs.map(({ slot_at }) => (Date.parse(slot_at ?? '') - since) / MINUTE).toReversed();

  async function missTen(catch_up: object): Promise<string> {
    const { schedule } = await publishOne(user, idle({ rules: [EACH_MINUTE], catch_up: { ...catch_up } }));
    await makeDue(schedule, since);
    await tick();
    return schedule;
  }

  it('are caught up on, each slot once', async () => {
    const schedule = await missTen({ policy: 'all' });
    const runs = slots(await listRuns(user, schedule));
    expect(runs.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await getSchedule(user, schedule)).toMatchObject({ run_count: runs.length, missed: null });
  });

  it('are left out but for what is on time, and the schedule says which they were', async () => {
    const schedule = await missTen({ policy: 'none' });
    const runs = await listRuns(user, schedule);
    expect(runs.length).toBeLessThanOrEqual(2);
    const { missed } = await getSchedule(user, schedule);
    expect(missed).toEqual({ from: new Date(since).toISOString(), until: runs.at(-1)?.slot_at });
  });
});

describe('a daily schedule that was missed an hour ago', () => {
  const daily = (catch_up: object) => {
    const hour = new Date(minutesAgo(60));
    const expression = `${hour.getUTCMinutes()} ${hour.getUTCHours()} * * *`;
    return idle({ rules: [{ unit: 'cron', expression }], catch_up: { ...catch_up } });
  };

  it.each([
    [{ policy: 'none' }, 0],
    [{ policy: 'last' }, 1],
    [{ policy: 'last', window_minutes: 30 }, 0],
    [{ policy: 'all' }, 1],
  ])('with %o runs %d times', async (policy, times) => {
    const { schedule } = await publishOne(user, daily(policy));
    await makeDue(schedule, minutesAgo(60));
    await tick();
    expect(await listRuns(user, schedule)).toHaveLength(times);
    const { next_slot_at } = await getSchedule(user, schedule);
    expect(Date.parse(next_slot_at ?? '')).toBeGreaterThan(Date.now());
  });
});

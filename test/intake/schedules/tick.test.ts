import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { getExecution, getNodes, PATIENCE, untilStatus } from '../../support/executions.ts';
import { tick } from '../../support/queue.ts';
import { changeRow } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import {
  changeSchedule,
  EACH_MINUTE,
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

afterEach(async () => {
  vi.restoreAllMocks();
  await restAll(user);
});

describe('a schedule that is due', () => {
  it('starts its workflow, and moves on to its next slot', async () => {
    const { schedule } = await publishOne(user, idle());
    const slot = minutesAgo(0);
    await makeDue(schedule, slot);
    await tick();
    const [run] = await untilRuns(user, schedule, 'completed');
    expect(run).toMatchObject({ slot_at: new Date(slot).toISOString(), reason: 'schedule' });
    const { next_slot_at, next_run_at, run_count, last_run_at, lag, last_error } = await getSchedule(user, schedule);
    expect(next_slot_at).toBe(new Date(slot + MINUTE).toISOString());
    expect([next_run_at, run_count, last_error]).toEqual([next_slot_at, 1, null]);
    expect(Date.parse(last_run_at ?? '')).toBeGreaterThan(slot);
    expect(lag).toMatchObject({ runs: 1, last_ms: run?.lag_ms, max_ms: run?.lag_ms });
  });

  it('tells its workflow which slot it is', async () => {
    const { schedule } = await publishOne(user, idle());
    const slot = minutesAgo(0);
    await makeDue(schedule, slot);
    await tick();
    const [run] = await untilRuns(user, schedule, 'completed');
    const execution = await getExecution(user, run?.execution_id ?? '');
    const told = {
      schedule_id: schedule,
      schedule_name: 'clock',
      scheduled_for: new Date(slot).toISOString(),
      reason: 'schedule',
    };
    expect(execution).toMatchObject({ trigger_type: 'schedule', trigger_node_id: 'clock', triggered_by: null });
    expect([execution.trigger_data, execution.input_data]).toEqual([told, {}]);
    const [trigger] = await getNodes(user, execution.id);
    expect(trigger?.output_data).toMatchObject({ main: [{ json: told }] });
  });

  it('starts once, however many ticks come at once and again', async () => {
    const { schedule } = await publishOne(user, idle());
    await makeDue(schedule);
    await Promise.all([tick(), tick(), tick(), tick()]);
    await tick();
    expect(await listRuns(user, schedule)).toHaveLength(1);
    expect((await getSchedule(user, schedule)).run_count).toBe(1);
  });

  it('is not started again by a tick that has only the slot to go by', async () => {
    const { schedule } = await publishOne(user, idle());
    const slot = minutesAgo(0);
    await makeDue(schedule, slot);
    await tick();
    await makeDue(schedule, slot);
    await tick();
    expect(await listRuns(user, schedule)).toHaveLength(1);
    expect((await getSchedule(user, schedule)).run_count).toBe(1);
  });

  it('is started by the sweep if the tick was cut off before the queue had its message', async () => {
    const { schedule } = await publishOne(user, idle());
    await makeDue(schedule);
    vi.spyOn(env.EXECUTIONS, 'sendBatch').mockRejectedValue(new Error('the process is gone'));
    // What the sweep beside it has to send again fails, too.
    await Promise.allSettled([tick()]);
    const [run] = await listRuns(user, schedule);
    const id = run?.execution_id ?? '';
    expect(run?.status).toBe('queued');
    vi.restoreAllMocks();
    await changeRow(id, "enqueued_at = now() - interval '2 minutes'");
    await tick();
    await untilStatus(user, id, 'completed');
    expect(await listRuns(user, schedule)).toHaveLength(1);
  });

  it('is waited for if its jitter puts the start within the minute', async () => {
    const { schedule } = await publishOne(user, idle({ rules: [EACH_MINUTE], jitter_seconds: 59 }));
    await makeDue(schedule);
    await changeSchedule(schedule, `next_run_at = now() + interval '1 second'`);
    await vi.waitFor(async () => {
      await tick();
      expect(await listRuns(user, schedule)).toHaveLength(1);
    }, PATIENCE);
  });

  it('runs no more from its end on', async () => {
    const { schedule } = await publishOne(user, idle());
    const slot = minutesAgo(1);
    await changeSchedule(schedule, `ends_at = '${new Date(slot + MINUTE).toISOString()}'`);
    await makeDue(schedule, slot);
    await tick();
    await tick();
    expect((await listRuns(user, schedule)).map(({ slot_at }) => slot_at)).toEqual([new Date(slot).toISOString()]);
    expect(await getSchedule(user, schedule)).toMatchObject({ next_run_at: null, next_slot_at: null });
  });
});

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/engine/json.ts';
import { type Backfilled, backfilledSchema } from '../../../src/schedules/model/schedule-runs.schemas.ts';
import { getExecution, getNodes, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { tick } from '../../support/queue.ts';
import { changeStatus, createUser, createWorkflow, node, type Reply, type User } from '../../support/running-app.ts';
import {
  changeSchedule,
  getSchedule,
  idle,
  listRuns,
  MINUTE,
  makeDue,
  minutesAgo,
  publishOne,
  restAll,
} from '../../support/schedules.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterEach(() => restAll(user));

function backfill(schedule: string, from: number, to: number): Promise<Reply> {
  const body = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return user.api('POST', `/schedules/${schedule}/backfill`, body);
}

async function filled(schedule: string, from: number, to: number): Promise<Backfilled> {
  return backfilledSchema.parse((await backfill(schedule, from, to)).json);
}

/** A workflow with a manual trigger, and a schedule that was made through the API. */
async function ownSchedule(changes: JsonObject = {}): Promise<{ workflow: string; schedule: string }> {
  const nodes = [node('start', 'trigger.manual'), node('end', 'logic.noop')];
  const created = await createWorkflow(user, { nodes, connections: chain('start → end') });
  await changeStatus(user, created, 'publish');
  const body = {
    workflow_id: created.id,
    name: 'Mine',
    cron_expression: '0 * * * *',
    input_data: { a: [1] },
    ...changes,
  };
  const reply = await user.api('POST', '/schedules', body);
  return { workflow: created.id, schedule: z.string().parse(reply.json.id) };
}

describe('running a schedule now', () => {
  it('starts its workflow with its input, and says by whom', async () => {
    const { schedule } = await ownSchedule();
    const reply = await user.api('POST', `/schedules/${schedule}/run`);
    expect(reply.status).toBe(202);
    const execution = await untilStatus(user, String(reply.json.execution_id), 'completed');
    expect(execution.trigger_data).toMatchObject({ schedule_id: schedule, scheduled_for: null, reason: 'run_now' });
    expect([execution.input_data, execution.trigger_type]).toEqual([{ a: [1] }, 'schedule']);
    expect(execution.triggered_by).not.toBeNull();
    const [start] = await getNodes(user, execution.id);
    expect(start?.output_data).toMatchObject({ main: [{ json: { a: [1] } }] });
    expect(await getSchedule(user, schedule)).toMatchObject({ run_count: 1, lag: null });
    expect(await listRuns(user, schedule)).toMatchObject([{ slot_at: null, reason: 'run_now', lag_ms: null }]);
  });

  it('does so each time, paused or not, and stands in the way of no slot', async () => {
    const { schedule } = await publishOne(user, idle());
    await makeDue(schedule);
    await user.api('POST', `/schedules/${schedule}/pause`);
    const replies = await Promise.all([1, 2, 3].map(() => user.api('POST', `/schedules/${schedule}/run`)));
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    await user.api('POST', `/schedules/${schedule}/resume`);
    await makeDue(schedule);
    await tick();
    expect(await listRuns(user, schedule)).toHaveLength(4);
    expect((await getSchedule(user, schedule)).run_count).toBe(4);
  });

  it('is refused while there is nothing to run', async () => {
    const { id } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const body = { workflow_id: id, name: 'Early', cron_expression: '0 * * * *' };
    const early = String((await user.api('POST', '/schedules', body)).json.id);
    const refused = await user.api('POST', `/schedules/${early}/run`);
    expect([refused.status, refused.json.code]).toEqual([409, 'schedules.workflow_not_published']);
  });

  it('is refused if the version has no trigger that a schedule can start', async () => {
    const created = await createWorkflow(user, { nodes: [node('hook', 'trigger.webhook')], connections: [] });
    await changeStatus(user, created, 'publish');
    const body = { workflow_id: created.id, name: 'None', cron_expression: '0 * * * *' };
    const schedule = String((await user.api('POST', '/schedules', body)).json.id);
    const refused = await user.api('POST', `/schedules/${schedule}/run`);
    expect([refused.status, refused.json.code]).toEqual([409, 'schedules.no_trigger']);
  });
});

describe('a backfill', () => {
  it('starts the slots of its range, from its beginning up to its end', async () => {
    const { schedule } = await ownSchedule();
    const to = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    const { slots, started, execution_ids } = await filled(schedule, to - 3 * 60 * MINUTE, to);
    expect([slots, started, execution_ids.length]).toEqual([3, 3, 3]);
    const [latest] = await listRuns(user, schedule);
    expect(latest).toMatchObject({ reason: 'backfill', slot_at: new Date(to - 60 * MINUTE).toISOString() });
    const { input_data } = await getExecution(user, latest?.execution_id ?? '');
    expect(input_data).toEqual({ a: [1] });
  });

  it('doubles nothing: neither itself, nor what a tick has started, nor is it doubled by one', async () => {
    const { schedule } = await publishOne(user, idle());
    const slot = minutesAgo(0);
    await makeDue(schedule, slot);
    await tick();
    const first = await filled(schedule, slot - 4 * MINUTE, slot + 1);
    expect([first.slots, first.started]).toEqual([5, 4]);
    expect((await filled(schedule, slot - 6 * MINUTE, slot + 1)).started).toBe(2);
    const [one, other] = await Promise.all([1, 2].map(() => filled(schedule, slot - 9 * MINUTE, slot + 1)));
    expect((one?.started ?? 0) + (other?.started ?? 0)).toBe(3);
    await makeDue(schedule, slot);
    await tick();
    const slots = (await listRuns(user, schedule)).map(({ slot_at }) => slot_at);
    expect([slots.length, new Set(slots).size]).toEqual([10, 10]);
    expect((await getSchedule(user, schedule)).run_count).toBe(10);
  });

  it('of ten years by minute is refused, and says how many slots that would be', async () => {
    const { schedule } = await publishOne(user, idle());
    const now = Date.now();
    const refused = await backfill(schedule, now - 3650 * 1440 * MINUTE, now);
    expect([refused.status, refused.json.code]).toEqual([422, 'schedules.too_many_slots']);
    expect(refused.json.detail).toContain('about 5,25');
    expect(await listRuns(user, schedule)).toEqual([]);
  });

  it('of too many slots says how many there are', async () => {
    const { schedule } = await publishOne(user, idle());
    const to = minutesAgo(0);
    const refused = await backfill(schedule, to - 1001 * MINUTE, to);
    expect(refused.json.detail).toContain('1,001 slots');
  });

  it('starts a thousand at once', async () => {
    const { schedule } = await publishOne(user, idle());
    await changeSchedule(schedule, 'is_active = false');
    const to = minutesAgo(0);
    expect((await filled(schedule, to - 1000 * MINUTE, to)).started).toBe(1000);
  });

  it.each([
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z', 'schedules.bad_range'],
    ['2020-01-02T00:00:00Z', '2020-01-01T00:00:00Z', 'schedules.bad_range'],
    ['2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'schedules.bad_range'],
    ['2020-01-01T00:00:00Z', '2020-01-01T01:00:00Z', 'schedules.range_too_old'],
    ['0000-01-01T00:00:00Z', '0000-01-01T01:00:00+23:59', 'schedules.bad_range'],
    ['0000-01-01T00:00:00+23:59', '0001-01-01T00:00:00Z', 'schedules.too_many_slots'],
  ])('from %s to %s is refused: %s', async (from, to, code) => {
    const { schedule } = await publishOne(user, idle());
    const refused = await user.api('POST', `/schedules/${schedule}/backfill`, { from, to });
    expect([refused.status, refused.json.code]).toEqual([422, code]);
  });
});

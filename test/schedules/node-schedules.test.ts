import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeStatus, createUser, node, type Published, saveWorkflow, type User } from '../support/running-app.ts';
import {
  changeSchedule,
  EACH_MINUTE,
  getSchedule,
  idle,
  listSchedules,
  publishOne,
  restAll,
} from '../support/schedules.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterAll(() => restAll(user));

const HOURLY = { unit: 'hours', interval: 1 };
const DAILY = { unit: 'days', interval: 1 };

const of = ({ id }: Published) => listSchedules(user, `workflow_id=${id}`);

describe('the schedules of schedule nodes', () => {
  it('are there once the workflow is published, one for each rule, in the zone of node or workflow', async () => {
    const drawing = { ...idle({ rules: [HOURLY, DAILY] }), settings: { timezone: 'Asia/Tokyo' } };
    const published = await publishOne(user, drawing);
    const schedules = await of(published);
    expect(schedules.map(({ cron_expression }) => cron_expression).sort()).toEqual([
      'every day at 00:00',
      'every hour at minute 0',
    ]);
    for (const schedule of schedules) {
      expect(schedule).toMatchObject({ node_id: 'clock', name: 'clock', timezone: 'Asia/Tokyo', is_active: true });
      expect(schedule.next_run_at).not.toBeNull();
    }
  });

  it('keep their counts when another version is published whose rules are the same', async () => {
    const { etag, ...first } = await publishOne(user, idle({ rules: [HOURLY] }));
    await changeSchedule(first.schedule, 'run_count = 7');
    const saved = await saveWorkflow(user, { ...first, etag }, idle({ rules: [DAILY, HOURLY], jitter_seconds: 5 }));
    expect((await of({ ...first, etag })).length).toBe(1);
    await changeStatus(user, { ...first, etag: saved }, 'publish');
    const schedules = await of({ ...first, etag });
    const daily = schedules.find(({ id }) => id !== first.schedule);
    const hourly = schedules.find(({ id }) => id === first.schedule);
    expect([hourly?.id, hourly?.run_count, hourly?.jitter_seconds]).toEqual([first.schedule, 7, 5]);
    expect([daily?.cron_expression, daily?.run_count]).toEqual(['every day at 00:00', 0]);
  });

  it('follow the rule when it changes, and go when it goes', async () => {
    const first = await publishOne(user, idle({ rules: [HOURLY, DAILY] }));
    const hourly = (await of(first)).find(({ cron_expression }) => cron_expression.startsWith('every hour'));
    const saved = await saveWorkflow(user, first, idle({ rules: [EACH_MINUTE] }));
    const etag = await changeStatus(user, { ...first, etag: saved }, 'publish');
    expect(await of(first)).toMatchObject([{ id: hourly?.id, cron_expression: '* * * * *' }]);
    const manual = { nodes: [node('start', 'trigger.manual')], connections: [] };
    const replaced = await saveWorkflow(user, { ...first, etag }, manual);
    expect(await of(first)).toHaveLength(1);
    await changeStatus(user, { ...first, etag: replaced }, 'publish');
    expect(await of(first)).toEqual([]);
  });

  it('rest while the workflow does, and go on when it is published again', async () => {
    const first = await publishOne(user, idle());
    const etag = await changeStatus(user, first, 'deactivate');
    expect(await of(first)).toMatchObject([{ id: first.schedule, is_active: false, next_run_at: null }]);
    const published = await changeStatus(user, { ...first, etag }, 'publish');
    expect(await of(first)).toMatchObject([{ id: first.schedule, is_active: true, next_run_at: expect.any(String) }]);
    await changeStatus(user, { ...first, etag: published }, 'archive');
    expect(await of(first)).toMatchObject([{ is_active: false }]);
  });

  it('rest while their node is switched off', async () => {
    const first = await publishOne(user, idle());
    const drawing = idle();
    const nodes = drawing.nodes.map((one) => (one.id === 'clock' ? { ...one, disabled: true } : one));
    const saved = await saveWorkflow(user, first, { ...drawing, nodes });
    await changeStatus(user, { ...first, etag: saved }, 'publish');
    expect(await of(first)).toMatchObject([{ is_active: false }]);
    await user.api('POST', `/schedules/${first.schedule}/pause`);
    await user.api('POST', `/schedules/${first.schedule}/resume`);
    expect(await getSchedule(user, first.schedule)).toMatchObject({ is_active: false, paused_at: null });
  });

  it('stay paused when the workflow is published', async () => {
    const first = await publishOne(user, idle());
    await user.api('POST', `/schedules/${first.schedule}/pause`);
    const saved = await saveWorkflow(user, first, idle({ rules: [HOURLY] }));
    await changeStatus(user, { ...first, etag: saved }, 'publish');
    expect(await of(first)).toMatchObject([{ is_active: false, cron_expression: 'every hour at minute 0' }]);
    const { json } = await user.api('POST', `/schedules/${first.schedule}/resume`);
    expect(json).toMatchObject({ is_active: true, next_run_at: expect.any(String) });
  });

  it('go with their workflow', async () => {
    const first = await publishOne(user, idle());
    expect((await user.api('DELETE', `/workflows/${first.id}`)).status).toBe(204);
    expect(await of(first)).toEqual([]);
  });
});

describe('a schedule of the API', () => {
  it('rests while its workflow does, unless it is paused anyway', async () => {
    const first = await publishOne(user, idle());
    const body = { workflow_id: first.id, name: 'Mine', cron_expression: '0 * * * *' };
    const [mine, paused] = [
      String((await user.api('POST', '/schedules', body)).json.id),
      String((await user.api('POST', '/schedules', { ...body, paused: true })).json.id),
    ];
    const etag = await changeStatus(user, first, 'deactivate');
    expect((await getSchedule(user, mine)).is_active).toBe(false);
    await changeStatus(user, { ...first, etag }, 'publish');
    expect(await getSchedule(user, mine)).toMatchObject({ is_active: true, next_run_at: expect.any(String) });
    expect(await getSchedule(user, paused)).toMatchObject({ is_active: false, next_run_at: null });
  });
});

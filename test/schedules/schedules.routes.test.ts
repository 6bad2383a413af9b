import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, createWorkflow, node, publish, type Reply, type User } from '../support/running-app.ts';
import { getSchedule, idle, listSchedules, MINUTE, publishOne, restAll } from '../support/schedules.ts';

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = (await publish(user, { nodes: [node('start', 'trigger.manual')], connections: [] })).id;
});

afterAll(() => restAll(user));

/** Fields of a body; undefined takes one away. */
type Changes = { readonly [field: string]: unknown };

function create(changes: Changes = {}): Promise<Reply> {
  return user.api('POST', '/schedules', {
    workflow_id: workflow,
    name: 'Hourly',
    cron_expression: '0 * * * *',
    ...changes,
  });
}

async function created(changes: Changes = {}): Promise<string> {
  const reply = await create(changes);
  if (reply.status !== 201) throw new Error(reply.text);
  return String(reply.json.id);
}

describe('creating a schedule', () => {
  it('stores it with its defaults, and it runs from now on', async () => {
    const id = await created({ input_data: { z: 1, a: 2 } });
    expect(await getSchedule(user, id)).toMatchObject({
      ...{ workflow_id: workflow, node_id: null, name: 'Hourly', cron_expression: '0 * * * *', timezone: 'UTC' },
      ...{ overlap: 'allow', catch_up: { policy: 'last', window_minutes: 1440 }, jitter_seconds: 0, is_active: true },
      ...{ run_count: 0, last_run_at: null, last_error: null, missed: null, lag: null, input_data: { z: 1, a: 2 } },
      next_run_at: new Date((Math.floor(Date.now() / (60 * MINUTE)) + 1) * 60 * MINUTE).toISOString(),
    });
  });

  it('takes a rule, a zone and options', async () => {
    const rule = { unit: 'weeks', interval: 2, weekdays: [1, 4], hour: 9 };
    const catch_up = { policy: 'all', max_runs: 5, window_minutes: 60 };
    const id = await created({
      ...{ rule, timezone: 'Europe/Berlin', starts_at: '2031-01-01T00:00:00+01:00', ends_at: '2032-01-01T00:00:00Z' },
      ...{ jitter_seconds: 30, overlap: 'skip', catch_up, cron_expression: undefined },
    });
    expect(await getSchedule(user, id)).toMatchObject({
      ...{ cron_expression: 'every 2 weeks on mon,thu at 09:00', timezone: 'Europe/Berlin', overlap: 'skip', catch_up },
      ...{ starts_at: '2030-12-31T23:00:00.000Z', origin: '2030-12-31T23:00:00.000Z', jitter_seconds: 30 },
      next_slot_at: '2031-01-02T08:00:00.000Z',
    });
  });

  it('takes one that never comes, and says that it does not', async () => {
    const id = await created({ ends_at: '2020-01-01T00:00:00Z' });
    expect(await getSchedule(user, id)).toMatchObject({ next_run_at: null, next_slot_at: null });
    expect((await user.api('GET', `/schedules/${id}/preview`)).json).toEqual({ runs: [] });
  });

  it.each([
    [{ cron_expression: '0 0 30 2 *' }],
    [{ cron_expression: '* * * * * *' }],
    [{ cron_expression: '{{ 1 }} * * * *' }],
    [{ cron_expression: `${'0,'.repeat(60)}0 * * * *` }],
    [{ cron_expression: 'every 0 minutes' }],
    [{ rule: { unit: 'days' } }],
    [{ cron_expression: undefined }],
    [{ timezone: 'Mars/Olympus' }],
    [{ jitter_seconds: 3601 }],
    [{ overlap: 'maybe' }],
    [{ catch_up: { policy: 'all', max_runs: 1001 } }],
    [{ starts_at: '2031-01-01T00:00:00Z', ends_at: '2031-01-01T00:00:00Z' }],
    [{ starts_at: '0000-01-01T00:00:00Z' }],
    [{ ends_at: '9999-12-31T23:59:59-23:59' }],
    [{ name: ' ' }],
    [{ name: 'a\u0000b' }],
    [{ input_data: 'x'.repeat(65_536) }],
    [{ next_run_at: '2031-01-01T00:00:00Z' }],
  ])('refuses %o', async (changes) => {
    const reply = await create(changes);
    expect([reply.status, Array.isArray(reply.json.errors)]).toEqual([400, true]);
  });

  it('is refused for a workflow that is not there, or put away', async () => {
    const other = await createUser();
    const { id, etag } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const foreign = await other.api('POST', '/schedules', { workflow_id: id, name: 'a', cron_expression: '0 * * * *' });
    expect([foreign.status, foreign.json.code]).toEqual([404, 'workflows.not_found']);
    await user.api('POST', `/workflows/${id}/archive`, {}, { 'if-match': etag });
    const archived = await create({ workflow_id: id });
    expect([archived.status, archived.json.code]).toEqual([409, 'workflows.archived']);
  });
});

describe('changing a schedule', () => {
  it('keeps what is left out, and counts what comes next anew', async () => {
    const id = await created({ input_data: [1], jitter_seconds: 5, ends_at: '2090-01-01T00:00:00Z' });
    const { json } = await user.api('PATCH', `/schedules/${id}`, {
      cron_expression: '30 6 1 1 *',
      timezone: 'Asia/Tokyo',
    });
    expect(json).toMatchObject({
      name: 'Hourly',
      input_data: [1],
      jitter_seconds: 5,
      ends_at: '2090-01-01T00:00:00.000Z',
    });
    expect(String(json.next_slot_at)).toMatch(/-12-31T21:30:00.000Z$/);
    const again = await user.api('PATCH', `/schedules/${id}`, { ends_at: null, input_data: null, name: 'Other' });
    expect(again.json).toMatchObject({
      name: 'Other',
      input_data: null,
      ends_at: null,
      next_slot_at: json.next_slot_at,
    });
  });

  it('refuses an end before its start', async () => {
    const id = await created({ starts_at: '2031-01-01T00:00:00Z' });
    const reply = await user.api('PATCH', `/schedules/${id}`, { ends_at: '2030-01-01T00:00:00Z' });
    expect([reply.status, reply.json.code]).toEqual([422, 'schedules.end_before_start']);
  });

  it('is refused for the schedule of a node, and so is deleting it', async () => {
    const { schedule } = await publishOne(user, idle());
    for (const [method, body] of [
      ['PATCH', { name: 'Mine' }],
      ['DELETE', undefined],
    ] as const) {
      const reply = await user.api(method, `/schedules/${schedule}`, body);
      expect([reply.status, reply.json.code]).toEqual([409, 'schedules.of_node']);
    }
  });
});

describe('pausing a schedule', () => {
  it('stops it until it is resumed', async () => {
    const id = await created();
    const paused = await user.api('POST', `/schedules/${id}/pause`);
    expect(paused.json).toMatchObject({ is_active: false, next_run_at: null, paused_at: expect.any(String) });
    expect((await user.api('PATCH', `/schedules/${id}`, { cron_expression: '5 * * * *' })).json.is_active).toBe(false);
    const resumed = await user.api('POST', `/schedules/${id}/resume`);
    expect(resumed.json).toMatchObject({ is_active: true, paused_at: null });
    expect(String(resumed.json.next_run_at)).toMatch(/:05:00.000Z$/);
  });
});

describe('the schedules of a workspace', () => {
  it('are listed a page at a time, by workflow and by whether they run', async () => {
    const owner = await createUser();
    const { id } = await publish(owner, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const body = { workflow_id: id, name: 'a', cron_expression: '0 * * * *' };
    const ids: string[] = [];
    for (let made = 0; made < 3; made += 1) ids.push(String((await owner.api('POST', '/schedules', body)).json.id));
    await owner.api('POST', `/schedules/${ids[0]}/pause`);
    const first = await owner.api('GET', '/schedules?limit=2');
    const second = await owner.api('GET', `/schedules?limit=2&cursor=${first.json.next_cursor}`);
    const listed = [first, second].flatMap(({ json }) => json.data);
    expect(listed).toMatchObject(ids.toReversed().map((one) => ({ id: one })));
    expect((await listSchedules(owner, `workflow_id=${id}&is_active=true`)).length).toBe(2);
    expect((await listSchedules(owner, `workflow_id=${workflow}`)).length).toBe(0);
    await restAll(owner);
  });

  it('are nobody else’s', async () => {
    const id = await created();
    const other = await createUser();
    const calls = [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/pause'],
      ['POST', '/resume'],
      ['GET', '/preview'],
      ['GET', '/runs'],
      ['POST', '/run'],
      ['POST', '/backfill'],
    ] as const;
    for (const [method, path] of calls) {
      const body = { PATCH: { name: 'b' }, POST: { from: '2020-01-01T00:00:00Z', to: '2020-01-01T01:00:00Z' } };
      const json = method === 'PATCH' ? body.PATCH : path === '/backfill' ? body.POST : undefined;
      const reply = await other.api(method, `/schedules/${id}${path}`, json);
      expect([method, path, reply.status, reply.json.code]).toEqual([method, path, 404, 'schedules.not_found']);
    }
    expect(await getSchedule(user, id)).toMatchObject({ name: 'Hourly', is_active: true });
  });

  it('are told of in the audit log', async () => {
    const id = await created();
    await user.api('PATCH', `/schedules/${id}`, { name: 'Renamed' });
    await user.api('POST', `/schedules/${id}/pause`);
    await user.api('POST', `/schedules/${id}/resume`);
    await user.api('POST', `/schedules/${id}/run`);
    expect((await user.api('DELETE', `/schedules/${id}`)).status).toBe(204);
    const { json } = await user.api('GET', `/audit-logs?target_id=${id}`);
    expect(json.data).toMatchObject(
      ['deleted', 'run_requested', 'resumed', 'paused', 'updated', 'created'].map((done) => ({
        action: `schedules.${done}`,
      })),
    );
  });
});

describe('the preview of a schedule', () => {
  it('shows the next ten runs, or as many as are asked for', async () => {
    const id = await created({ jitter_seconds: 10 });
    const { json } = await user.api('GET', `/schedules/${id}/preview`);
    expect(json.runs).toHaveLength(10);
    const { next_slot_at: slot_at, next_run_at: run_at } = await getSchedule(user, id);
    expect(json.runs).toMatchObject([{ slot_at, run_at }, ...Array.from({ length: 9 }, () => ({}))]);
    expect((await user.api('GET', `/schedules/${id}/preview?count=3`)).json.runs).toHaveLength(3);
    expect((await user.api('GET', `/schedules/${id}/preview?count=101`)).status).toBe(400);
  });
});

describe('who may do what with schedules', () => {
  it.each([
    ['workflows:read', { GET: 200, POST: 403, PATCH: 403, run: 403 }],
    ['workflows:write', { GET: 403, POST: 200, PATCH: 200, run: 403 }],
    ['workflows:run', { GET: 403, POST: 403, PATCH: 403, run: 202 }],
  ])('%s', async (scope, expected) => {
    const id = await created();
    const made = await user.api('POST', '/api-keys', { name: 'a', scopes: [scope] });
    const as = { authorization: '', 'x-api-key': String(made.json.key) };
    const got = {
      GET: (await user.api('GET', `/schedules/${id}`, undefined, as)).status,
      POST: (await user.api('POST', `/schedules/${id}/pause`, undefined, as)).status,
      PATCH: (await user.api('PATCH', `/schedules/${id}`, { name: 'b' }, as)).status,
      run: (await user.api('POST', `/schedules/${id}/run`, undefined, as)).status,
    };
    expect(got).toEqual(expected);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { createUser, post, type Reply, type User } from '../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function preview(body: JsonObject): Promise<Reply> {
  return user.api('POST', '/schedules/preview', body);
}

const SPRING = { timezone: 'Europe/Berlin', from: '2026-03-28T12:00:00Z' };

describe('the preview of a schedule that is being typed', () => {
  it('shows ten runs from now on by default', async () => {
    const { status, json } = await preview({ cron_expression: '*/5 * * * *' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ rule: '*/5 * * * *', timezone: 'UTC' });
    expect(json.runs).toHaveLength(10);
  });

  it('shows moments with local times, and notes those that a change of the clocks has moved', async () => {
    const { json } = await preview({ ...SPRING, cron_expression: '30 2 * * *', count: 2 });
    expect(json.runs).toEqual([
      {
        at: '2026-03-29T01:00:00.000Z',
        local: '2026-03-29T03:00:00',
        offset: '+02:00',
        clock_change: 'moved',
        note: expect.stringContaining('put forward'),
      },
      {
        at: '2026-03-30T00:30:00.000Z',
        local: '2026-03-30T02:30:00',
        offset: '+02:00',
        clock_change: null,
        note: null,
      },
    ]);
  });

  it('tells the two runs of a time that comes twice apart', async () => {
    const autumn = { timezone: 'America/New_York', from: '2026-11-01T05:00:00Z', count: 2 };
    const changes = async (cron_expression: string) => {
      const { json } = await preview({ ...autumn, cron_expression });
      return JSON.stringify(json.runs).match(/first_of_two|second_of_two/g);
    };
    expect(await changes('30 * * * *')).toEqual(['first_of_two', 'second_of_two']);
    expect(await changes('30 1 * * *')).toEqual(['first_of_two']);
  });

  it('counts from the start, and stops at the end', async () => {
    const rule = { unit: 'weeks', interval: 2, weekdays: [1], hour: 9 };
    const { json } = await preview({
      rule,
      timezone: 'Asia/Kolkata',
      starts_at: '2026-01-05T00:00:00+05:30',
      ends_at: '2026-02-02T09:00:00+05:30',
      from: '2025-01-01T00:00:00Z',
      count: 100,
    });
    expect(json).toMatchObject({
      rule: 'every 2 weeks on mon at 09:00',
      origin: '2026-01-04T18:30:00.000Z',
      runs: [{ local: '2026-01-05T09:00:00' }, { local: '2026-01-19T09:00:00' }],
    });
    expect(json.runs).toHaveLength(2);
  });

  it('has no runs if the months of the rule never have its day', async () => {
    const rule = { unit: 'months', interval: 12, day: 30 };
    const { json } = await preview({ rule, starts_at: '2026-02-01T00:00:00Z' });
    expect(json.runs).toEqual([]);
  });

  it.each<[JsonObject, string, string]>([
    [{ cron_expression: '0 0 30 2 *' }, 'schedules.never_comes', 'never comes'],
    [{ cron_expression: '0 0 9 * * *' }, 'schedules.cron_seconds', 'seconds'],
    [{ cron_expression: '{{ $json.when }}' }, 'schedules.cron_has_expression', 'expressions'],
    [{ cron_expression: '0 25 * * *' }, 'schedules.cron_field', 'hour: 25 is more than 23'],
    [{ cron_expression: '@daily', timezone: 'Mars/Olympus' }, 'schedules.unknown_zone', 'Mars/Olympus'],
    [{ cron_expression: '@daily', timezone: 'x'.repeat(1_000_000) }, 'input.too_big', '50'],
    [{ cron_expression: '@daily', count: 101 }, 'input.too_big', '100'],
    [{ cron_expression: '@daily', from: '0001-01-01T00:00:00Z' }, 'input.invalid', '1970'],
    [{ cron_expression: '@daily', rule: { unit: 'days' } }, 'input.invalid', 'Either'],
    [{}, 'input.invalid', 'Either'],
    [
      { cron_expression: '@daily', starts_at: '2026-02-01T00:00:00Z', ends_at: '2026-02-01T00:00:00Z' },
      'input.invalid',
      'The end',
    ],
  ])('refuses what cannot be: case %#', async (body, code, message) => {
    const { status, json } = await preview(body);
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ code, message: expect.stringContaining(message) })]);
  });

  it('is for members of the workspace', async () => {
    const other = await createUser();
    const path = `/api/v1/workspaces/${other.workspaceId}/schedules/preview`;
    const reply = await post(path, { cron_expression: '@daily' }, { authorization: user.authorization });
    expect(reply.status).toBe(404);
  });
});

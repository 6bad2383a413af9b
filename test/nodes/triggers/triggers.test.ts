import { describe, expect, test } from 'vitest';
import { manualTrigger } from '../../../src/nodes/triggers/manual.ts';
import { scheduleTrigger } from '../../../src/nodes/triggers/schedule.ts';
import { webhookTrigger } from '../../../src/nodes/triggers/webhook.ts';
import { jsonOf } from '../../support/node-run.ts';

describe('trigger.manual', () => {
  test.each([
    [{ a: 1 }, [{ a: 1 }]],
    [
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { a: 2 }],
    ],
    [[], []],
    [null, [{}]],
    ['text', [{ data: 'text' }]],
    [
      [1, { a: 2 }],
      [{ data: 1 }, { a: 2 }],
    ],
  ])('makes items of the input %j', async (input, items) => {
    expect(await jsonOf(manualTrigger, { trigger: { input } })).toEqual(items);
  });
});

describe('trigger.webhook', () => {
  test('brings the request with parsed and raw body', async () => {
    const data = {
      endpoint_id: 'e',
      method: 'PUT',
      path: '/orders/7',
      headers: { 'x-a': '1' },
      query: { q: 'x' },
      raw_query: 'q=%78',
      params: { id: '7' },
      content_type: 'application/json',
      raw_body: '{"a":1}',
      raw_body_encoding: 'utf8',
    };
    expect(await jsonOf(webhookTrigger, { trigger: { type: 'webhook', data, input: { a: 1 } } })).toEqual([
      {
        method: 'PUT',
        path: '/orders/7',
        headers: { 'x-a': '1' },
        query: { q: 'x' },
        raw_query: 'q=%78',
        params: { id: '7' },
        body: { a: 1 },
        raw_body: '{"a":1}',
        raw_body_encoding: 'utf8',
      },
    ]);
  });

  test('has all fields when it is run by hand', async () => {
    const [item] = await jsonOf(webhookTrigger, { trigger: { input: { a: 1 } } });
    expect(item).toEqual({
      method: 'POST',
      path: '',
      headers: {},
      query: {},
      raw_query: '',
      params: {},
      body: { a: 1 },
      raw_body: null,
      raw_body_encoding: null,
    });
  });

  test('has defaults for all of its config', () => {
    expect(webhookTrigger.config.parse({ authentication: { type: 'hmac_sha256' } })).toEqual({
      methods: ['POST'],
      path: '',
      authentication: { type: 'hmac_sha256', header: 'X-Hub-Signature-256', prefix: 'sha256=', encoding: 'hex' },
      respond: 'immediately',
      response_timeout_seconds: 30,
      response: { status: 200, body: 'first_item' },
      deduplication_headers: ['Idempotency-Key', 'webhook-id', 'X-GitHub-Delivery'],
    });
  });

  test.each(['', 'orders', '/orders/:id/', 'a-b/c.d/~e'])('takes the path %j', (path) => {
    expect(webhookTrigger.config.safeParse({ path }).success).toBe(true);
  });

  test.each(['a//b', '../a b', 'a?b', ':', `${'a'.repeat(254)}/!`])('refuses the path %j', (path) => {
    expect(webhookTrigger.config.safeParse({ path }).success).toBe(false);
  });
});

describe('trigger.schedule', () => {
  test('brings the moment and what the schedule says', async () => {
    const trigger = { type: 'schedule', data: { schedule_id: 's' } };
    expect(await jsonOf(scheduleTrigger, { trigger })).toEqual([
      { timestamp: '2026-03-04T05:06:07.000Z', schedule_id: 's' },
    ]);
  });

  test.each([
    { unit: 'minutes', interval: 5 },
    { unit: 'hours', interval: 2, minute: 15 },
    { unit: 'days', hour: 7 },
    { unit: 'weeks', weekdays: [1, 3], hour: 7 },
    { unit: 'months', day: 31 },
    { unit: 'cron', expression: '*/5 8-17 * * MON-FRI' },
    { unit: 'cron', expression: '0 4 * * *' },
  ])('takes the rule %j', (rule) => {
    expect(scheduleTrigger.config.safeParse({ rules: [rule], timezone: 'America/New_York' }).success).toBe(true);
  });

  test('takes the options of a schedule, and has defaults for them', () => {
    const options = {
      starts_at: '2026-01-01T00:00:00+01:00',
      ends_at: '2027-01-01T00:00:00Z',
      jitter_seconds: 30,
      overlap: 'queue_one',
      catch_up: { policy: 'all', max_runs: 5, window_minutes: 60 },
    };
    const rules = [{ unit: 'days' }];
    expect(scheduleTrigger.config.parse({ rules, ...options })).toMatchObject(options);
    expect(scheduleTrigger.config.parse({ rules })).toMatchObject({
      jitter_seconds: 0,
      overlap: 'allow',
      catch_up: { policy: 'last', window_minutes: 1440 },
    });
  });

  test.each([
    { rules: [] },
    { rules: [{ unit: 'minutes', interval: 0 }] },
    { rules: [{ unit: 'hours', minute: 60 }] },
    { rules: [{ unit: 'cron', expression: '61 * * * *' }] },
    { rules: [{ unit: 'cron', expression: 'whenever' }] },
    { rules: [{ unit: 'days' }], timezone: 'Mars/Olympus' },
    { rules: [{ unit: 'days' }], timezone: 'BST' },
    { rules: [{ unit: 'days' }], starts_at: 'tomorrow' },
    { rules: [{ unit: 'days' }], starts_at: '2026-02-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' },
    { rules: [{ unit: 'days' }], jitter_seconds: 3601 },
    { rules: [{ unit: 'days' }], overlap: 'panic' },
    { rules: [{ unit: 'days' }], catch_up: { policy: 'last', max_runs: 3 } },
  ])('refuses %j', (config) => {
    expect(scheduleTrigger.config.safeParse(config).success).toBe(false);
  });
});

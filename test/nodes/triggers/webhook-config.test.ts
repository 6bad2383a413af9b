import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import { webhookConfigSchema, webhookItems } from '../../../src/nodes/triggers/webhook.ts';

const catalog = createCatalog();

function faultsOf(config: JsonObject): readonly string[] {
  const faults = catalog.faults({ id: 'hook', type: 'trigger.webhook', name: 'hook', config });
  return faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the config of trigger.webhook', () => {
  test('of before goes on working', () => {
    const old = { methods: ['GET'], path: 'a/:b', deduplication_headers: ['X-Id'], response: { status: 204 } };
    expect(webhookConfigSchema.parse(old)).toMatchObject({
      deduplication_headers: ['X-Id'],
      deduplication: { by: 'delivery_id', window_hours: 720 },
      immediate_response: { status: 202 },
      allowed_addresses: [],
      cors: { origins: [] },
    });
  });

  test.each<JsonObject>([
    { only_if: '{{ $json.body.action === "opened" }}' },
    { deduplication: { by: 'expression', key: '{{ $json.body.id }}', window_hours: 1 } },
    { allowed_addresses: ['192.0.2.0/24', '2001:db8::/32', '192.0.2.1', '::1'] },
    { cors: { origins: ['https://shop.example.com', 'http://localhost:3000'], credentials: true } },
    { cors: { origins: ['*'] } },
    { immediate_response: { status: 200, body: 'ok' } },
  ])('takes %j', (config) => {
    expect(faultsOf(config)).toEqual([]);
  });

  test.each<[JsonObject, string]>([
    [{ only_if: 'true' }, 'only_if: An expression in {{ }} is expected'],
    [{ only_if: '{{ $json. }}' }, 'only_if:'],
    [{ only_if: '{{ constructor.constructor("x")() }}' }, 'only_if:'],
    [{ deduplication: { by: 'expression', key: 'fixed' } }, 'deduplication.key: An expression'],
    [{ deduplication: { by: 'delivery_id', window_hours: 721 } }, 'deduplication.window_hours'],
    [{ allowed_addresses: ['192.0.2.0/33'] }, 'allowed_addresses.0: Expected an address'],
    [{ allowed_addresses: ['example.com'] }, 'allowed_addresses.0: Expected an address'],
    [{ cors: { origins: ['https://shop.example.com/'] } }, 'cors.origins.0: Expected an origin'],
    [{ cors: { origins: ['null'] } }, 'cors.origins.0: Expected an origin'],
    [{ cors: { origins: ['*'], credentials: true } }, 'cors: Credentials need origins by name'],
    [{ cors: { exposed_headers: ['a\r\nb'] } }, 'cors.exposed_headers.0'],
    [{ immediate_response: { content_type: 'text/plain\r\nSet-Cookie: a=b' } }, 'immediate_response.content_type'],
    [{ immediate_response: { status: 101 } }, 'immediate_response.status'],
    [{ immediate_response: { body: '{{ 1 }}' } }, 'immediate_response.body: A trigger cannot have expressions'],
    [{ max_body_bytes: 10 * 1024 * 1024 + 1 }, 'max_body_bytes'],
    [{ max_body_bytes: 0 }, 'max_body_bytes'],
  ])('refuses %j', (config, fault) => {
    expect(faultsOf(config).join('\n')).toContain(fault);
  });
});

describe('webhookItems', () => {
  test('gives the files of a form with the item', () => {
    const files = { photo: { data: 'AP8=', mime_type: 'image/png', file_name: 'a.png' } };
    const [item] = webhookItems({ data: { files }, input: { name: 'Ada' } });
    expect([item.binary, item.json.body, item.json.files]).toEqual([files, { name: 'Ada' }, undefined]);
  });
});

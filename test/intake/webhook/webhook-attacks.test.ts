import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { hooked } from '../../support/hooked.ts';
import { createUser, node, type Published, post, publish, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** hook → answer, whose config takes what the caller sent. */
function answering(config: JsonObject): Promise<Published> {
  return publish(user, hooked({ respond: 'respond_node' }, node('answer', 'action.respond', config)));
}

const SECRETS = ['set-cookie', 'x-evil'];

describe('a caller who writes into the answer', () => {
  it.each([
    'a\r\nSet-Cookie: s=1',
    'a\nX-Evil: 1',
    'a\rX-Evil: 1',
    'a\r\n\r\n<script>',
    'a€',
    'a\u2028b',
    'a\u0085\u010d\u010aX-Evil: 1',
    `${'a'.repeat(70_000)}`,
  ])('cannot add a header by the value %.20j', async (value) => {
    const { webhook } = await answering({ respond_with: 'text', headers: { 'X-Ours': '{{ $json.body.value }}' } });
    const reply = await post(webhook, { value });
    expect([reply.status, reply.json.code]).toEqual([502, 'executions.failed']);
    expect(SECRETS.map((name) => reply.headers.get(name))).toEqual([null, null]);
  });

  it.each(['Set-Cookie', 'X: y\r\nZ', 'a b', '', 'transfer-encoding', 'Content-Length', ':status', 'ü'])(
    'cannot choose the header %j',
    async (name) => {
      const headers = [{ name: '{{ $json.body.name }}', value: 'x' }];
      const { webhook } = await answering({ respond_with: 'text', headers });
      expect((await post(webhook, { name })).status).toBe(502);
    },
  );

  it.each(['https://a.example/\r\nSet-Cookie: s=1', 'https://a.example/\nx', 'https://a.example/\u007f'])(
    'cannot break out of the redirect %j',
    async (to) => {
      const { webhook } = await answering({ respond_with: 'redirect', redirect_url: '{{ $json.body.to }}' });
      const reply = await post(webhook, { to });
      expect([reply.status, reply.headers.get('location'), reply.headers.get('set-cookie')]).toEqual([502, null, null]);
    },
  );

  it('cannot make it have more headers than clients read', async () => {
    const headers = '{{ Object.fromEntries($json.body.names.map((name) => [name, "x"])) }}';
    const { webhook } = await answering({ respond_with: 'text', headers });
    const names = Array.from({ length: 5000 }, (_, index) => `x-${index}`);
    expect((await post(webhook, { names })).status).toBe(502);
    expect((await post(webhook, { names: names.slice(0, 50) })).headers.get('x-49')).toBe('x');
  });

  it('stays in the sandbox with a page', async () => {
    const page = { respond_with: 'text', body: '{{ $json.body.html }}', headers: { 'Content-Type': 'text/html' } };
    const reply = await post((await answering(page)).webhook, { html: '<script>1</script>' });
    expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox /);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a caller who sends much of a kind', () => {
  it.each([
    ['deep JSON', 'application/json', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, 'input.too_deep'],
    ['unclosed JSON', 'application/json', '['.repeat(1_000_000), 'input.too_deep'],
    ['a number of a million digits', 'application/json', '9'.repeat(1_000_000), 'input.number_too_long'],
    [
      'a form of a million fields',
      'application/x-www-form-urlencoded',
      'a=1&'.repeat(1_000_000),
      'input.too_many_fields',
    ],
    ['NUL in a form', 'application/x-www-form-urlencoded', 'a=%00', 'input.nul_byte'],
    ['two million boundaries', 'multipart/form-data; boundary=b', '--b\r\n'.repeat(2_000_000), 'input.too_many_fields'],
    ['an unknown character set', 'text/plain; charset=x-klingon', '\xff', 'input.unknown_charset'],
  ])('is refused for %s', async (_name, type, body, code) => {
    const { webhook } = await answering({ respond_with: 'no_data' });
    const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
    const reply = await send('POST', webhook, { body: bytes, headers: { 'content-type': type } });
    expect([reply.status, reply.json.code]).toEqual([400, code]);
  });

  it('is refused for a query of more fields than there may be', async () => {
    const { webhook } = await answering({ respond_with: 'no_data' });
    const reply = await send('POST', `${webhook}?${'a&'.repeat(10_001)}`);
    expect([reply.status, reply.json.code]).toEqual([400, 'input.too_many_fields']);
  });

  it('gets lists for what is there more than once, and headers with their own names', async () => {
    const json = '{{ { query: $json.query, headers: $json.headers } }}';
    const { webhook } = await answering({ respond_with: 'json', body: json });
    const headers = { "x-~!#$%&'*+.^_`|": '1', constructor: '2' };
    const reply = await send('POST', `${webhook}?a=1&a=2&__proto__=3`, { headers });
    expect(JSON.stringify(reply.json.query)).toBe('{"a":["1","2"],"__proto__":"3"}');
    expect(reply.json.headers).toMatchObject(headers);
  });

  it('changes no prototype by JSON', async () => {
    const { webhook } = await answering({ respond_with: 'json', body: '{{ $json.body }}' });
    const body = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const reply = await send('POST', webhook, { body, headers: { 'content-type': 'application/json' } });
    expect(reply.text).toBe(body);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

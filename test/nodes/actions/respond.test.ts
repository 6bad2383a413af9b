import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { respondAction } from '../../../src/nodes/actions/respond.ts';
import type { CallerResponse } from '../../../src/nodes/define-node.ts';
import { runNode } from '../../support/node-run.ts';

const FILE = { data: btoa('PNG'), mime_type: 'image/png' };

async function respond(config: JsonObject): Promise<CallerResponse> {
  const inputs = {
    main: [{ json: { a: 1 }, binary: { data: FILE, torn: { ...FILE, data: '***' } } }, { json: { a: 2 } }],
  };
  const result = await runNode(respondAction, { inputs, config });
  if (result.type !== 'completed' || result.response === undefined) throw new Error('no response');
  return { ...result.response, body: atob(result.response.body) };
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('action.respond', () => {
  test.each<[JsonObject, CallerResponse]>([
    [{}, { status: 200, headers: JSON_TYPE, body: '{"a":1}' }],
    [{ respond_with: 'all_items' }, { status: 200, headers: JSON_TYPE, body: '[{"a":1},{"a":2}]' }],
    [
      { respond_with: 'json', body: { x: [1] }, status: 201 },
      { status: 201, headers: JSON_TYPE, body: '{"x":[1]}' },
    ],
    [
      { respond_with: 'json', body: '{"x":1}' },
      { status: 200, headers: JSON_TYPE, body: '{"x":1}' },
    ],
    [{ respond_with: 'json' }, { status: 200, headers: JSON_TYPE, body: 'null' }],
    [
      { respond_with: 'text', body: 'hello' },
      { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'hello' },
    ],
    [{ respond_with: 'binary' }, { status: 200, headers: { 'content-type': 'image/png' }, body: 'PNG' }],
    [{ respond_with: 'no_data' }, { status: 204, headers: {}, body: '' }],
    [
      { respond_with: 'redirect', redirect_url: 'https://example.com/' },
      { status: 302, headers: { location: 'https://example.com/' }, body: '' },
    ],
    [
      { respond_with: 'text', body: '<p>', headers: { 'Content-Type': 'text/html', 'X-A': ['1', '2'] } },
      { status: 200, headers: { 'content-type': 'text/html', 'x-a': '1, 2' }, body: '<p>' },
    ],
    [
      { respond_with: 'redirect', redirect_url: 'https://münchen.example/ü b?q=€' },
      { status: 302, headers: { location: 'https://xn--mnchen-3ya.example/%C3%BC%20b?q=%E2%82%AC' }, body: '' },
    ],
    [
      {
        respond_with: 'no_data',
        headers: [
          { name: 'Link', value: '</a>; rel=prev' },
          { name: 'link', value: '</b>; rel=next' },
          { name: 'Location', value: '/ü' },
        ],
      },
      { status: 204, headers: { link: '</a>; rel=prev, </b>; rel=next', location: '/%C3%BC' }, body: '' },
    ],
  ])('with %j', async (config, response) => {
    expect(await respond(config)).toEqual(response);
  });

  test('passes its items on', async () => {
    const result = await runNode(respondAction, { items: [{ a: 1 }, { a: 2 }] });
    expect(result).toMatchObject({
      outputs: {
        main: [
          { json: { a: 1 }, from: 0 },
          { json: { a: 2 }, from: 1 },
        ],
      },
    });
  });

  test.each<[JsonObject, string]>([
    [{ respond_with: 'json', body: '{' }, 'respond.not_json'],
    [{ respond_with: 'binary', binary_property: 'x' }, 'respond.no_file'],
    [{ respond_with: 'binary', binary_property: 'constructor' }, 'respond.no_file'],
    [{ respond_with: 'binary', binary_property: 'torn' }, 'respond.no_file'],
    [{ respond_with: 'redirect' }, 'respond.no_redirect_url'],
    [{ headers: { 'X-A': 'a\r\nSet-Cookie: b' } }, 'respond.header_invalid'],
    [{ headers: { 'X A': 'a' } }, 'respond.header_invalid'],
    [{ headers: { 'Content-Length': '0' } }, 'respond.header_invalid'],
    [{ headers: { 'Transfer-Encoding': 'chunked' } }, 'respond.header_invalid'],
    [{ headers: { 'Set-Cookie': 'a=b' } }, 'respond.header_invalid'],
    [{ headers: { 'Service-Worker-Allowed': '/' } }, 'respond.header_invalid'],
    [{ headers: { 'Clear-Site-Data': '"*"' } }, 'respond.header_invalid'],
    [{ respond_with: 'redirect', redirect_url: 'https://a/\r\nX: y' }, 'respond.header_invalid'],
    [{ headers: { 'X-A': 'x'.repeat(32_768) } }, 'respond.headers_too_large'],
    [{ headers: { 'X-A': 'a\0b' } }, 'respond.header_invalid'],
    [{ headers: { 'X-A': '€' } }, 'respond.header_invalid'],
    [{ status: 99 }, 'node.config_invalid'],
  ])('refuses %j: %s', async (config, code) => {
    await expect(respond(config)).rejects.toMatchObject({ code });
  });
});

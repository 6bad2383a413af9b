import { describe, expect, test } from 'vitest';
import type { Item } from '../../../src/engine/item.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { httpAction } from '../../../src/nodes/actions/http.ts';
import type { IncomingResponse } from '../../../src/shared/http-exchange.ts';
import { NOW, outputsOf, runNode } from '../../support/node-run.ts';

const URL = 'https://api.example.com/a';

function answer(body: string | Uint8Array, extra: Partial<IncomingResponse> = {}): IncomingResponse {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status: 200, statusText: 'OK', url: URL, headers: {}, body: bytes, ...extra };
}

function typed(type: string, body: string | Uint8Array): IncomingResponse {
  return answer(body, { headers: { 'content-type': type } });
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

async function itemsFor(response: IncomingResponse, config: JsonObject = {}): Promise<readonly Item[]> {
  const outputs = await outputsOf(httpAction, {
    items: [{}],
    config: { url: URL, ...config },
    respond: () => response,
  });
  return outputs.main ?? [];
}

async function jsonFor(response: IncomingResponse, config: JsonObject = {}): Promise<JsonObject[]> {
  return (await itemsFor(response, config)).map((item) => item.json);
}

describe('action.http reads', () => {
  test.each<[IncomingResponse, JsonObject[]]>([
    [typed('application/json', '{"a":1}'), [{ a: 1 }]],
    [typed('application/problem+json; charset=utf-8', '{"a":1}'), [{ a: 1 }]],
    [typed('application/json', '[{"a":1},{"a":2},3]'), [{ a: 1 }, { a: 2 }, { data: 3 }]],
    [typed('application/json', 'oops'), [{ data: 'oops' }]],
    [typed('text/html', '<p>'), [{ data: '<p>' }]],
    [typed('application/xml', '<a/>'), [{ data: '<a/>' }]],
    [typed('text/plain; charset=iso-8859-1', new Uint8Array([0xe9])), [{ data: 'é' }]],
    [typed('text/plain; charset=nonsense', 'x'), [{ data: 'x' }]],
    [typed('text/plain', new Uint8Array([0xe9])), [{ data: 'é' }]],
    [typed('text/html', '<meta charset=koi8-r>'), [{ data: '<meta charset=koi8-r>' }]],
    [
      typed('text/html', new Uint8Array([...ascii('<meta charset=koi8-r>'), 0xc4])),
      [{ data: '<meta charset=koi8-r>д' }],
    ],
    [typed('application/json', new Uint8Array([0xff, 0xfe, 0x31, 0x00])), [{ data: 1 }]],
    [typed('application/json; charset=iso-8859-2', new Uint8Array([0x22, 0xbf, 0x22])), [{ data: 'ż' }]],
    [answer('{"a":1}'), [{ a: 1 }]],
    [answer('hello'), [{ data: 'hello' }]],
    [answer(''), [{}]],
  ])('by the content type: %#', async (response, items) => {
    expect(await jsonFor(response)).toEqual(items);
  });

  test('no text in a character set that nobody knows', async () => {
    const response = typed('text/plain; charset=klingon', new Uint8Array([0xe9]));
    await expect(itemsFor(response)).rejects.toMatchObject({
      code: 'http.unknown_charset',
      message: 'The character set klingon of the answer is unknown',
    });
  });

  test('the message of a failure in its character set', async () => {
    const body = new Uint8Array([...ascii('b³±d '), 0xb1]);
    const failed = answer(body, { status: 400, headers: { 'content-type': 'text/plain; charset=iso-8859-2' } });
    await expect(itemsFor(failed)).rejects.toMatchObject({ message: 'The server answered 400 OK: błąd ą' });
  });

  test('keeps the character set of a file, unless it is UTF-8', async () => {
    const [file] = await itemsFor(typed('text/csv; header=present; charset=ISO-8859-2', 'a'), {
      response_format: 'binary',
    });
    const [usual] = await itemsFor(typed('text/csv; charset=UTF-8', 'a'), { response_format: 'binary' });
    expect(file?.binary?.data?.mime_type).toBe('text/csv; charset=iso-8859-2');
    expect(usual?.binary?.data?.mime_type).toBe('text/csv');
  });

  test('links all items with the one that was sent', async () => {
    expect((await itemsFor(typed('application/json', '[{},{}]'))).map((item) => item.from)).toEqual([0, 0]);
  });

  test('no list without end', async () => {
    const long = typed('application/json', `[${'1,'.repeat(250_000)}1]`);
    await expect(jsonFor(long)).rejects.toMatchObject({ code: 'node.too_many_items', item: 0 });
  });

  test('a file, with its name', async () => {
    const named = answer(new Uint8Array([1, 2]), {
      headers: { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="a.png"' },
    });
    expect(await itemsFor(named)).toEqual([
      { json: {}, binary: { data: { data: 'AQI=', mime_type: 'image/png', file_name: 'a.png' } }, from: 0 },
    ]);
  });

  test('a file named by its URL', async () => {
    const [item] = await itemsFor(typed('application/pdf', 'x'), { response_format: 'binary', output_field: 'doc' });
    expect(item?.binary?.doc).toEqual({ data: 'eA==', mime_type: 'application/pdf', file_name: 'a' });
  });

  test('JSON on demand, and only that', async () => {
    expect(await jsonFor(typed('text/plain', '{"a":1}'), { response_format: 'json' })).toEqual([{ a: 1 }]);
    await expect(jsonFor(answer('<p>'), { response_format: 'json' })).rejects.toMatchObject({
      code: 'http.response_not_json',
      item: 0,
    });
  });

  test('text on demand', async () => {
    const config = { response_format: 'text', output_field: 'body' };
    expect(await jsonFor(typed('application/json', '{"a":1}'), config)).toEqual([{ body: '{"a":1}' }]);
  });

  test('status and headers on demand', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await jsonFor(typed('application/json', '[1]'), { full_response: true })).toEqual([
      { statusCode: 200, statusMessage: 'OK', headers, body: [1] },
    ]);
  });
});

describe('action.http fails', () => {
  test.each([
    [400, 'client_error', false],
    [404, 'client_error', false],
    [408, 'timeout', true],
    [425, 'client_error', true],
    [429, 'rate_limited', true],
    [500, 'server_error', true],
    [503, 'server_error', true],
  ])('at %i with a failure of the kind %s', async (status, kind, retryable) => {
    await expect(jsonFor(answer('why', { status, statusText: '' }))).rejects.toMatchObject({
      code: `http.${kind}`,
      kind,
      retryable,
      item: 0,
      message: `The server answered ${status}: why`,
    });
  });

  test.each([
    ['120', 120_000],
    [new Date(NOW + 5000).toUTCString(), 5000],
    [new Date(NOW - 5000).toUTCString(), 0],
    ['soon', undefined],
  ])('and honours Retry-After: %s', async (header, retryAfterMs) => {
    const response = answer('', { status: 503, headers: { 'retry-after': header } });
    await expect(jsonFor(response)).rejects.toMatchObject({ retryAfterMs });
  });

  test('at nothing when told so', async () => {
    const response = answer('{"no":1}', { status: 404, statusText: 'Not Found' });
    expect(await jsonFor(response, { never_error: true, full_response: true })).toEqual([
      { statusCode: 404, statusMessage: 'Not Found', headers: {}, body: { no: 1 } },
    ]);
  });

  test('as the network does', async () => {
    await expect(runNode(httpAction, { items: [{}], config: { url: URL } })).rejects.toMatchObject({
      code: 'egress.network',
      item: 0,
    });
  });
});

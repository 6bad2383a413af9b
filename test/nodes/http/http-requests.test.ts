import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { httpAction } from '../../../src/nodes/actions/http.ts';
import { configFaults } from '../../../src/nodes/config-faults.ts';
import type { OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { outputsOf, runNode } from '../../support/node-run.ts';
import { bodyInMemory, sentText } from '../../support/sent-body.ts';
import { answer, requestOf, URL } from './request-of.ts';

describe('action.http sends', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])('%s', async (method) => {
    expect(await requestOf({ method })).toMatchObject({ method, url: URL, timeoutMs: 30_000, followRedirects: true });
  });

  test.each<[JsonObject, string]>([
    [{ query: { a: 1, b: 'x y', c: null } }, '?a=1&b=x%20y'],
    [{ query: { 'a+b': '1+1&c=ü\ud800' } }, '?a%2Bb=1%2B1%26c%3D%C3%BC%EF%BF%BD'],
    [
      {
        query: [
          { name: 'a', value: 1 },
          { name: 'a', value: 2 },
        ],
      },
      '?a=1&a=2',
    ],
    [{ query: { a: [1, 2] } }, '?a=1&a=2'],
    [{ query: { a: [1, 2] }, query_lists: 'brackets' }, '?a%5B%5D=1&a%5B%5D=2'],
    [{ query: { a: [1, 2] }, query_lists: 'indices' }, '?a%5B0%5D=1&a%5B1%5D=2'],
  ])('the query of %j', async (config, query) => {
    expect((await requestOf(config)).url).toBe(`${URL}${query}`);
  });

  test('a query beside the one that the URL has', async () => {
    expect((await requestOf({ url: `${URL}?x=1#top`, query: { y: 2 } })).url).toBe(`${URL}?x=1&y=2#top`);
  });

  test.each(['?b=1+2&a=%20x&b=%c3%bc&c;d=(1)', '?', '?a', '?a=1&', '?q=ü x'])(
    'the query %s of the URL as it is written',
    async (query) => {
      const { url } = await requestOf({ url: `${URL}${query}#top`, query: { y: 'z z' } });
      const end = query.endsWith('?') || query.endsWith('&') ? 'y=z%20z' : '&y=z%20z';
      expect(url).toBe(`${URL}${query}${end}#top`);
    },
  );

  test('each of several headers and parameters of one name', async () => {
    const pairs = [
      { name: 'X-A', value: 1 },
      { name: 'Cookie', value: 'a=1' },
      { name: 'x-a', value: '2' },
      { name: 'cookie', value: 'b=2' },
    ];
    const { headers, url } = await requestOf({ headers: pairs, query: pairs });
    expect(headers).toEqual({ 'x-a': '1, 2', cookie: 'a=1; b=2' });
    expect(url).toBe(`${URL}?X-A=1&Cookie=a%3D1&x-a=2&cookie=b%3D2`);
  });

  test.each<[JsonObject]>([
    [{ method: 'GET', body: { a: 1 } }],
    [{ method: 'HEAD', body: 'x', body_type: 'text' }],
    [{ body: [0] }],
    [{ body_type: 'binary', binary_property: 'data' }],
    [{ pagination: { mode: 'cursor', field: 'next', parameter: 'after', place: 'body' } }],
  ])('no request without the body that %j asks for', async (config) => {
    const refused = /A (GET|HEAD) request cannot have a body/;
    await expect(requestOf(config)).rejects.toMatchObject({
      code: 'node.config_invalid',
      message: expect.stringMatching(refused),
    });
    expect(configFaults(httpAction, { url: URL, ...config })).toEqual([
      expect.objectContaining({ message: expect.stringMatching(refused) }),
    ]);
  });

  test.each<[JsonObject]>([
    [{ body: {} }],
    [{ body: '{}' }],
    [{ body: null }],
    [{ body: [] }],
    [{ body: 'x', body_type: 'none' }],
  ])('a GET for %j, which has no body', async (config) => {
    expect(await requestOf(config)).not.toHaveProperty('body');
    expect(configFaults(httpAction, { url: URL, ...config })).toEqual([]);
  });

  test('nothing that is known before a body is an expression', () => {
    expect(configFaults(httpAction, { url: URL, body: { a: '{{ $json.a }}' } })).toEqual([]);
  });

  test('headers', async () => {
    const headers = { 'X-A': 'b', 'X-B': [1, 2], 'X-C': null };
    expect((await requestOf({ headers })).headers).toEqual({ 'x-a': 'b', 'x-b': '1, 2' });
  });

  test('no header that cannot be one', async () => {
    await expect(requestOf({ headers: { 'X A': 'b' } })).rejects.toMatchObject({ code: 'http.header_invalid' });
  });

  test.each<[JsonObject, string, string | undefined]>([
    [{ body: { a: 1 } }, '{"a":1}', 'application/json'],
    [{ body: '{"a": 1}' }, '{"a":1}', 'application/json'],
    [{ body: [1], content_type: 'application/vnd.api+json' }, '[1]', 'application/vnd.api+json'],
    [{ body_type: 'form', body: { a: 'x y', b: [1, 2] } }, 'a=x+y&b=1&b=2', 'application/x-www-form-urlencoded'],
    [{ body_type: 'form', body: 'a=1' }, 'a=1', 'application/x-www-form-urlencoded'],
    [{ body_type: 'text', body: 'hello' }, 'hello', 'text/plain; charset=utf-8'],
    [{ body_type: 'text', body: '<a/>', content_type: 'application/xml' }, '<a/>', 'application/xml'],
    [{ body_type: 'binary', body: btoa('bytes') }, 'bytes', 'application/octet-stream'],
  ])('the body of %j', async (config, body, contentType) => {
    const request = await requestOf({ method: 'POST', ...config });
    expect(sentText(request.body)).toBe(body);
    expect(request.headers['content-type']).toBe(contentType);
  });

  test.each<[JsonObject]>([
    [{ method: 'GET', body: {} }],
    [{ method: 'POST' }],
    [{ method: 'POST', body_type: 'none', body: 1 }],
  ])('no body for %j', async (config) => {
    expect('body' in (await requestOf(config))).toBe(false);
  });

  const file = { data: btoa('PNG'), mime_type: 'image/png', file_name: 'a.png' };
  const inputs = { main: [{ json: {}, binary: { picture: file } }] };

  test('a file of the item', async () => {
    const request = await requestOf({ method: 'POST', body_type: 'binary', binary_property: 'picture' }, { inputs });
    expect(request.headers['content-type']).toBe('image/png');
    expect(request.body).toEqual(new TextEncoder().encode('PNG'));
  });

  test('parts, with a file among them', async () => {
    const body = [
      { name: 'title', value: 'A' },
      { name: 'upload', binary_property: 'picture' },
    ];
    const request = await requestOf({ method: 'POST', body_type: 'multipart', body }, { inputs });
    const sent = new Response(bodyInMemory(request.body), { headers: request.headers });
    const form = await sent.formData();
    const upload = form.get('upload');
    expect(form.get('title')).toBe('A');
    expect(upload instanceof File ? [upload.name, upload.type, await upload.text()] : upload).toEqual([
      'a.png',
      'image/png',
      'PNG',
    ]);
  });

  test('names with values as parts', async () => {
    const request = await requestOf({ method: 'POST', body_type: 'multipart', body: { a: [1, 2] } });
    const form = await new Response(bodyInMemory(request.body), { headers: request.headers }).formData();
    expect(form.getAll('a')).toEqual(['1', '2']);
  });

  test.each<[JsonObject]>([
    [{ body: '{' }],
    [{ body_type: 'form', body: 5 }],
    [{ body_type: 'multipart', body: 'x' }],
    [{ body_type: 'multipart', body: [{ name: 'a', binary_property: 'none' }] }],
    [{ body_type: 'binary', body: '***' }],
    [{ body_type: 'binary' }],
    [{ body_type: 'binary', binary_property: 'none' }],
  ])('no body that cannot be written: %j', async (config) => {
    await expect(requestOf({ method: 'POST', ...config })).rejects.toMatchObject({
      code: 'http.body_invalid',
      item: 0,
    });
  });
});

describe('action.http and idempotency', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('names %s requests', async (method) => {
    expect((await requestOf({ method })).headers['idempotency-key']).toBe('key-0');
  });

  test.each(['GET', 'HEAD', 'OPTIONS'])('leaves %s alone', async (method) => {
    expect((await requestOf({ method })).headers['idempotency-key']).toBeUndefined();
  });

  test('lets the user name the request', async () => {
    const headers = { 'IDEMPOTENCY-KEY': 'mine' };
    expect((await requestOf({ method: 'POST', headers })).headers).toEqual({ 'idempotency-key': 'mine' });
  });

  test('takes another header, or none', async () => {
    const other = await requestOf({ method: 'POST', idempotency_header: 'X-Request-Id' });
    expect(other.headers).toEqual({ 'x-request-id': 'key-0' });
    expect((await requestOf({ method: 'POST', idempotency_header: '' })).headers).toEqual({});
  });
});

describe('action.http and many items', () => {
  test('sends one request for each, by its config and its key', async () => {
    const sent: string[] = [];
    const respond = (request: OutgoingRequest) => {
      sent.push(`${request.url} ${request.headers['idempotency-key']}`);
      return answer('{}');
    };
    const config = (item: JsonObject) => ({ method: 'POST', url: `${URL}/${item.n}` });
    await runNode(httpAction, { items: [{ n: 1 }, { n: 2 }], config, respond });
    expect(sent).toEqual([`${URL}/1 key-0`, `${URL}/2 key-1`]);
  });

  test('sends nothing without items', async () => {
    expect(await outputsOf(httpAction, { items: [] })).toEqual({ main: [] });
  });
});

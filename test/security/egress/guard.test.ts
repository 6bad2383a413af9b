import { describe, expect, test } from 'vitest';
import { parseNetworks } from '../../../src/security/egress/addresses.ts';
import { type Answer, codeOf, redirect, redirectOnce, setUp } from './support/world.ts';

describe('createEgress', () => {
  test('brings back status, headers in lower case and the body', async () => {
    const { send } = setUp(
      () => new Response('hello', { status: 201, statusText: 'Created', headers: { 'X-A': '1' } }),
    );
    const response = await send({});
    expect(response).toMatchObject({ status: 201, statusText: 'Created', url: 'https://api.example.com/a' });
    expect(response.headers['x-a']).toBe('1');
    expect(new TextDecoder().decode(response.body)).toBe('hello');
  });

  test('keeps several cookies apart', async () => {
    const headers = new Headers([
      ['set-cookie', 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
      ['set-cookie', 'b=2'],
    ]);
    const response = await setUp(() => new Response(null, { headers })).send({});
    expect(response.headers['set-cookie']?.split('\n')).toHaveLength(2);
  });

  test('sends method, headers and body', async () => {
    const { send, sent } = setUp(() => new Response(null, { status: 204 }));
    await send({ method: 'post', headers: { 'Content-Type': 'text/plain' }, body: 'x' });
    expect(sent[0]?.init).toMatchObject({ method: 'POST', body: 'x' });
    expect(sent[0]?.init.headers.get('content-type')).toBe('text/plain');
  });

  test('does not even send what goes to a private address', async () => {
    const { send, sent } = setUp(() => new Response());
    expect(await codeOf(send({ url: 'http://169.254.169.254/' }))).toBe('egress.blocked_address');
    expect(sent).toEqual([]);
  });

  test.each([
    ['CONNECT', 'egress.method_refused'],
    ['trace', 'egress.method_refused'],
    ['GET / HTTP/1.1\r\nX: y', 'egress.method_refused'],
    ['', 'egress.method_refused'],
    ['PROPFIND', 'passed'],
    ['HEAD', 'passed'],
  ])('method %j: %s', async (method, code) => {
    expect(await codeOf(setUp(() => new Response()).send({ method }))).toBe(code);
  });

  test.each([
    ['Host', 'internal', 'egress.header_refused'],
    ['hOsT', 'internal', 'egress.header_refused'],
    ['Content-Length', '0', 'egress.header_refused'],
    ['Transfer-Encoding', 'chunked', 'egress.header_refused'],
    ['Connection', 'X-Auth', 'egress.header_refused'],
    ['Upgrade', 'h2c', 'egress.header_refused'],
    ['CF-Connecting-IP', '127.0.0.1', 'egress.header_refused'],
    ['cf-worker', 'x', 'egress.header_refused'],
    ['X-A', 'a\r\nHost: internal', 'egress.header_invalid'],
    ['X-A', 'a\nb', 'egress.header_invalid'],
    ['X-A', 'a\0b', 'egress.header_invalid'],
    ['X-A', 'snow ☃', 'egress.header_invalid'],
    ['X-A\r\nHost', 'internal', 'egress.header_invalid'],
    ['X A', 'b', 'egress.header_invalid'],
    ['', 'b', 'egress.header_invalid'],
    ['X-A', 'tab\tand é', 'passed'],
  ])('header %j: %j: %s', async (name, value, code) => {
    expect(await codeOf(setUp(() => new Response()).send({ headers: { [name]: value } }))).toBe(code);
  });

  test('refuses a GET with a body', async () => {
    expect(await codeOf(setUp(() => new Response()).send({ body: '{}' }))).toBe('egress.body_refused');
  });
});

describe('names', () => {
  const resolve = (addresses: readonly string[]) => ({ resolve: async () => addresses });

  test.each([
    [['127.0.0.1'], 'egress.blocked_address'],
    [['93.184.215.14', '10.0.0.1'], 'egress.blocked_address'],
    [['::ffff:169.254.169.254'], 'egress.blocked_address'],
    [['fd00::1'], 'egress.blocked_address'],
    [[], 'egress.name_not_resolved'],
    [['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'], 'passed'],
  ])('that resolve to %j: %s', async (addresses, code) => {
    expect(await codeOf(setUp(() => new Response(), resolve(addresses)).send({}))).toBe(code);
  });

  test('are looked up again at each hop', async () => {
    const { send, sent } = setUp(redirectOnce('https://rebound.example/'), {
      resolve: async (host) => (host === 'rebound.example' ? ['127.0.0.1'] : ['1.1.1.1']),
    });
    expect(await codeOf(send({}))).toBe('egress.blocked_address');
    expect(sent).toHaveLength(1);
  });

  test('addresses and an allowed localhost need no look-up', async () => {
    const options = { ...resolve([]), allowedNetworks: parseNetworks('127.0.0.0/8') };
    const { send } = setUp(() => new Response(), options);
    expect(await codeOf(send({ url: 'http://localhost/' }))).toBe('passed');
    expect(await codeOf(send({ url: 'http://1.1.1.1/' }))).toBe('passed');
  });
});

describe('limits', () => {
  test('a body announced as too large is refused', async () => {
    const { send } = setUp(() => new Response('12345', { headers: { 'content-length': '5' } }), { maxBytes: 4 });
    expect(await codeOf(send({}))).toBe('egress.response_too_large');
  });

  test('a body that turns out too large is refused while it streams', async () => {
    let chunks = 0;
    const endless = () =>
      new ReadableStream({
        pull: (controller) => {
          chunks += 1;
          controller.enqueue(new Uint8Array(100));
        },
      });
    expect(await codeOf(setUp(() => new Response(endless()), { maxBytes: 1000 }).send({}))).toBe(
      'egress.response_too_large',
    );
    expect(chunks).toBeLessThan(20);
  });

  test('the length of a body that a HEAD only announces does not matter', async () => {
    const answer = () => new Response(null, { headers: { 'content-length': '5000' } });
    expect(await codeOf(setUp(answer, { maxBytes: 4 }).send({ method: 'HEAD' }))).toBe('passed');
  });

  const silent: Answer = (_url, init) =>
    new Promise((_resolve, reject) => init.signal.addEventListener('abort', () => reject(init.signal.reason)));

  test('silence ends at the deadline', async () => {
    const deadline = new AbortController();
    const asked: number[] = [];
    const { send } = setUp(silent, {
      deadline: (ms) => {
        asked.push(ms);
        queueMicrotask(() => deadline.abort());
        return deadline.signal;
      },
    });
    expect(await codeOf(send({ timeoutMs: 1234 }))).toBe('egress.timeout');
    expect(asked).toEqual([1234]);
  });

  test('a caller that gives up is told so', async () => {
    expect(await codeOf(setUp(silent).send({}, AbortSignal.abort()))).toBe('egress.aborted');
  });

  test('a broken connection is a network error that may heal', async () => {
    const { send } = setUp(() => Promise.reject(new TypeError('reset')));
    await expect(send({})).rejects.toMatchObject({ code: 'egress.network', retryable: true });
  });
});

describe('a failure says whether anything went out', () => {
  test.each([
    ['nothing, to an address that is refused', 'http://169.254.169.254/', false],
    ['something, when the connection broke', 'https://api.example.com/broken', true],
    ['something, when a redirect leads where nobody may go', 'https://api.example.com/astray', true],
  ])('%s', async (_what, url, sent) => {
    const answer: Answer = (target) =>
      target.includes('broken') ? Promise.reject(new TypeError('reset')) : redirect('http://10.0.0.1/');
    await expect(setUp(answer).send({ url })).rejects.toMatchObject({ sent });
  });
});

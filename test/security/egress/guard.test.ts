import { describe, expect, test } from 'vitest';
import { parseNetworks } from '../../../src/security/egress/addresses.ts';
import { EgressError } from '../../../src/security/egress/errors.ts';
import { createEgress, type EgressOptions } from '../../../src/security/egress/guard.ts';
import type { TransportInit } from '../../../src/security/egress/types.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';

type Sent = { readonly url: string; readonly init: TransportInit };
type Answer = (url: string, init: TransportInit) => Response | Promise<Response>;

const NEVER = new AbortController().signal;

function setUp(answer: Answer, options: Partial<EgressOptions> = {}) {
  const sent: Sent[] = [];
  const egress = createEgress({
    allowedNetworks: [],
    transport: async (url, init) => {
      sent.push({ url, init });
      return answer(url, init);
    },
    ...options,
  });
  const send = (request: Partial<OutgoingRequest>, signal = NEVER): Promise<IncomingResponse> =>
    egress({ method: 'GET', url: 'https://api.example.com/a', headers: {}, ...request }, signal);
  return { send, sent };
}

function redirect(location: string, status = 302): Response {
  return new Response('moved', { status, headers: { location } });
}

/** Answers the first request with a redirect there, every other with 200. */
function redirectOnce(location: string, status = 302): Answer {
  let first = true;
  return () => {
    const response = first ? redirect(location, status) : new Response('arrived');
    first = false;
    return response;
  };
}

async function codeOf(sending: Promise<unknown>): Promise<string> {
  try {
    await sending;
    return 'passed';
  } catch (error) {
    return error instanceof EgressError ? error.code : String(error);
  }
}

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

describe('redirects', () => {
  test('are followed, relative ones too', async () => {
    const { send, sent } = setUp(redirectOnce('../b?c'));
    const response = await send({});
    expect(sent.map((one) => one.url)).toEqual(['https://api.example.com/a', 'https://api.example.com/b?c']);
    expect(response.url).toBe('https://api.example.com/b?c');
  });

  test('come back as they are when not to be followed', async () => {
    const response = await setUp(() => redirect('/b')).send({ followRedirects: false });
    expect(response).toMatchObject({ status: 302, headers: { location: '/b' } });
  });

  test('without a location come back as they are', async () => {
    expect((await setUp(() => new Response(null, { status: 302 })).send({})).status).toBe(302);
  });

  test.each([
    ['http://169.254.169.254/latest', 'egress.blocked_address'],
    ['http://[::ffff:a9fe:a9fe]/', 'egress.blocked_address'],
    ['//127.0.0.1/', 'egress.blocked_address'],
    ['http://localhost./', 'egress.blocked_host'],
    ['file:///etc/passwd', 'egress.invalid_url'],
    ['gopher://example.com/', 'egress.blocked_scheme'],
    ['https://user:pass@example.com/', 'egress.user_info'],
    ['http://[', 'egress.invalid_url'],
  ])('to %s are refused: %s', async (location, code) => {
    const { send, sent } = setUp(redirectOnce(location));
    expect(await codeOf(send({}))).toBe(code);
    expect(sent).toHaveLength(1);
  });

  test('end after ten', async () => {
    const { send, sent } = setUp(() => redirect('/again'));
    expect(await codeOf(send({}))).toBe('egress.too_many_redirects');
    expect(sent).toHaveLength(11);
  });

  test.each([
    ['POST', 301, 'GET', null],
    ['POST', 302, 'GET', null],
    ['POST', 303, 'GET', null],
    ['PUT', 303, 'GET', null],
    ['PUT', 302, 'PUT', 'x'],
    ['POST', 307, 'POST', 'x'],
    ['DELETE', 308, 'DELETE', 'x'],
  ])('turn %s at %s into %s', async (method, status, then, body) => {
    const { send, sent } = setUp(redirectOnce('/b', status));
    await send({ method, body: 'x', headers: { 'content-type': 'text/plain' } });
    expect(sent[1]?.init).toMatchObject({ method: then, body });
    expect(sent[1]?.init.headers.has('content-type')).toBe(body !== null);
  });

  test('keep HEAD at 303', async () => {
    const { send, sent } = setUp(redirectOnce('/b', 303));
    await send({ method: 'HEAD' });
    expect(sent[1]?.init.method).toBe('HEAD');
  });

  const secrets = { Authorization: 'Bearer s', Cookie: 's', 'X-Api-Key': 's', Accept: 'a' };

  test.each([
    ['https://other.example/', 'other host'],
    ['http://api.example.com/', 'other scheme'],
    ['https://api.example.com:8443/', 'other port'],
  ])('to %s leave secrets behind (%s)', async (location) => {
    const { send, sent } = setUp(redirectOnce(location));
    await send({ headers: secrets, secretHeaders: ['x-api-key'] });
    expect([...(sent[1]?.init.headers.keys() ?? [])]).toEqual(['accept']);
  });

  test('within the origin keep secrets', async () => {
    const { send, sent } = setUp(redirectOnce('/b'));
    await send({ headers: secrets, secretHeaders: ['x-api-key'] });
    expect([...(sent[1]?.init.headers.keys() ?? [])]).toEqual(['accept', 'authorization', 'cookie', 'x-api-key']);
  });

  test('never bring secrets back on a way home', async () => {
    const ways = ['https://other.example/', 'https://api.example.com/home'];
    const { send, sent } = setUp(() => {
      const next = ways.shift();
      return next === undefined ? new Response() : redirect(next);
    });
    await send({ headers: secrets });
    expect(sent[2]?.init.headers.has('authorization')).toBe(false);
  });

  test('are held to the allowed hosts', async () => {
    const { send } = setUp(redirectOnce('https://other.example/'));
    expect(await codeOf(send({ allowedHosts: ['api.example.com'] }))).toBe('egress.host_not_allowed');
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

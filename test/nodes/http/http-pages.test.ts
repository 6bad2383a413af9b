import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { httpAction } from '../../../src/nodes/actions/http.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { fakeRun, jsonOf, NOW } from '../../support/node-run.ts';

const START = 'https://api.example.com/list';

function answer(body: JsonValue, headers: Record<string, string> = {}): IncomingResponse {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return {
    status: 200,
    statusText: 'OK',
    url: START,
    headers: { 'content-type': 'application/json', ...headers },
    body: bytes,
  };
}

/** Reads these answers as pages, and returns the requests, too. */
async function read(answers: readonly IncomingResponse[], pagination: JsonObject, config: JsonObject = {}) {
  const sent: OutgoingRequest[] = [];
  const respond = (request: OutgoingRequest) => {
    sent.push(request);
    return answers[sent.length - 1] ?? answer([]);
  };
  const items = await jsonOf(httpAction, { items: [{}], config: { url: START, pagination, ...config }, respond });
  return { items, urls: sent.map(({ url }) => url), sent };
}

describe('action.http with pages', () => {
  test('follows Link headers', async () => {
    const { items, urls } = await read(
      [
        answer([{ n: 1 }], { link: '<https://api.example.com/list?page=9>; rel="last", </list?page=2>; rel="next"' }),
        answer([{ n: 2 }], { link: '</list?page=1>; rel=prev; title="next"' }),
      ],
      { mode: 'link_header' },
      { query: { size: 1 } },
    );
    expect(items).toEqual([{ n: 1 }, { n: 2 }]);
    expect(urls).toEqual([`${START}?size=1`, `${START}?page=2`]);
  });

  test('follows a URL in the answer', async () => {
    const answers = [
      answer({ list: [{ n: 1 }, 2], links: { next: '/list/2' } }),
      answer({ list: [{ n: 3 }], links: { next: null } }),
    ];
    const { items, urls } = await read(answers, { mode: 'next_url', field: 'links.next', items_field: 'list' });
    expect(items).toEqual([{ n: 1 }, { data: 2 }, { n: 3 }]);
    expect(urls).toEqual([START, 'https://api.example.com/list/2']);
  });

  test('sends a cursor along, in the query', async () => {
    const answers = [answer({ n: 1, next: 'abc' }), answer({ n: 2, next: '' })];
    const paging = { mode: 'cursor', field: 'next', parameter: 'after' };
    const { items, urls } = await read(answers, paging, { query: { size: 1 } });
    expect(items).toEqual([
      { n: 1, next: 'abc' },
      { n: 2, next: '' },
    ]);
    expect(urls).toEqual([`${START}?size=1`, `${START}?size=1&after=abc`]);
  });

  test('sends a cursor along, in the body, each request with a key of its own', async () => {
    const answers = [answer({ n: 1, next: 5 }), answer({ n: 2 })];
    const paging = { mode: 'cursor', field: 'next', parameter: 'page.after', place: 'body' };
    const { sent } = await read(answers, paging, { method: 'POST', body: { size: 1 } });
    expect(sent.map(({ body }) => body)).toEqual(['{"size":1}', '{"size":1,"page":{"after":5}}']);
    expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-0', 'key-0-1']);
  });

  test.each([
    [{}, ['page=1', 'page=2', 'page=3']],
    [{ start: 0, step: 50 }, ['page=0', 'page=50', 'page=100']],
    [{ max_pages: 2 }, ['page=1', 'page=2']],
  ])('counts up with %j until a page is empty', async (paging, queries) => {
    const answers = [answer([{ n: 1 }]), answer([{ n: 2 }]), answer([])];
    const { items, urls } = await read(answers, { mode: 'page_number', parameter: 'page', ...paging });
    expect(items).toEqual([{ n: 1 }, { n: 2 }]);
    expect(urls).toEqual(queries.map((query) => `${START}?${query}`));
  });

  test('puts out whole pages if told so', async () => {
    const answers = [answer([1], { link: '</2>; rel=next' }), answer([2])];
    const { items } = await read(answers, { mode: 'link_header' }, { full_response: true });
    expect(items.map(({ body }) => body)).toEqual([[1], [2]]);
  });

  test('fails where a page has no list', async () => {
    const paging = { mode: 'link_header', items_field: 'list' };
    await expect(read([answer({ error: 'x' })], paging)).rejects.toMatchObject({ code: 'http.no_items', item: 0 });
  });

  test('fails where the next page has no URL', async () => {
    const paging = { mode: 'next_url', field: 'next' };
    await expect(read([answer({ next: 'http://[' })], paging)).rejects.toMatchObject({ code: 'http.bad_next_page' });
  });

  test('never takes a credential to another server', async () => {
    const credential = { type: 'bearer', data: { token: 's' }, allowedHosts: [] };
    const config = { url: START, pagination: { mode: 'next_url', field: 'next' } };
    const respond = () => answer({ next: 'https://evil.example/' });
    await expect(jsonOf(httpAction, { items: [{}], config, credential, respond })).rejects.toMatchObject({
      code: 'http.next_page_elsewhere',
    });
  });
});

describe('action.http with pauses', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const start = (config: JsonObject, signal = new AbortController().signal) => {
    const sentAt: number[] = [];
    const respond = () => {
      sentAt.push(Date.now() - NOW);
      return answer([{}], { link: '</2>; rel=next' });
    };
    const items = Array.from({ length: 5 }, () => ({}));
    const run = fakeRun(httpAction, { items, config: { url: START, ...config }, respond, signal });
    return { sentAt, running: Promise.resolve(httpAction.execute({ ...run, now: () => Date.now() })) };
  };

  test('sends one batch after the other', async () => {
    const { sentAt, running } = start({ batch_size: 2, batch_interval_ms: 1000 });
    await vi.runAllTimersAsync();
    await running;
    expect(sentAt).toEqual([0, 0, 1000, 1000, 2000]);
  });

  test('pauses between pages', async () => {
    const { sentAt, running } = start({ pagination: { mode: 'link_header', max_pages: 2, interval_ms: 500 } });
    await vi.runAllTimersAsync();
    await running;
    expect(sentAt.slice(0, 4)).toEqual([0, 500, 500, 1000]);
  });

  test('stops waiting when it is cancelled', async () => {
    const cancel = new AbortController();
    const { sentAt, running } = start({ batch_size: 1, batch_interval_ms: 60_000 }, cancel.signal);
    const failing = expect(running).rejects.toThrow('cancelled');
    await vi.advanceTimersByTimeAsync(10);
    cancel.abort(new Error('cancelled'));
    await failing;
    expect(sentAt).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

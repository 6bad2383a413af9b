import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import type { PollAnswer } from '../../../src/nodes/trigger-poll.ts';
import { rssTrigger } from '../../../src/nodes/triggers/rss.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { type FakeRun, fakeRun, jsonOf } from '../../support/node-run.ts';

const URL_OF_FEED = 'https://example.com/feed.xml';

type Entry = { readonly id: string; readonly title?: string; readonly day?: number };

/** A feed with these entries, as they stand in it. */
function feed(entries: readonly Entry[]): string {
  const items = entries.map(({ id, title = id, day }) => {
    const date = day === undefined ? '' : `<pubDate>${new Date(Date.UTC(2026, 0, day)).toUTCString()}</pubDate>`;
    return `<item><guid>${id}</guid><title>${title}</title>${date}</item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>${items.join('')}</channel></rss>`;
}

function answer(body: string | Uint8Array, more: Partial<IncomingResponse> = {}): IncomingResponse {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status: 200, statusText: '', url: URL_OF_FEED, headers: {}, body: bytes, ...more };
}

/** Polls with this cursor. */
async function ask(
  cursor: JsonValue,
  respond: NonNullable<FakeRun['respond']>,
  config: JsonObject = {},
): Promise<PollAnswer> {
  const run = fakeRun(rssTrigger, { respond, config: { url: URL_OF_FEED, ...config } });
  const { poll } = rssTrigger;
  if (poll === undefined) throw new Error('it does not poll');
  return poll.ask({ ...run, config: run.config(0) }, cursor);
}

/** Polls one feed after the other, and gives the guids that each told. */
async function tell(bodies: readonly (string | Uint8Array)[], config: JsonObject = {}): Promise<JsonValue[][]> {
  let cursor: JsonValue = null;
  const told: JsonValue[][] = [];
  for (const body of bodies) {
    const { items, cursor: next } = await ask(cursor, () => answer(body), config);
    cursor = JSON.parse(JSON.stringify(next));
    told.push(items.map(({ guid, title }) => guid ?? title ?? null));
  }
  return told;
}

const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

describe('a poll of a feed', () => {
  test('takes note of what is there first, and tells then what is new, the oldest first', async () => {
    expect(await tell([feed([a]), feed([c, b, a]), feed([c, b, a])])).toEqual([[], ['b', 'c'], []]);
  });

  test('tells what is there first if it is told to', async () => {
    expect(await tell([feed([b, a]), feed([c, b, a])], { emit_existing: true })).toEqual([['a', 'b'], ['c']]);
  });

  test('goes by dates where all entries have one', async () => {
    const dated = [
      { id: 'old', day: 1 },
      { id: 'new', day: 9 },
      { id: 'middle', day: 5 },
    ];
    expect(await tell([feed([]), feed(dated)])).toEqual([[], ['old', 'middle', 'new']]);
  });

  test('does not tell again what was moved, edited, or left out for a while', async () => {
    const edited = [{ id: 'b', title: 'B, mended' }, a];
    expect(await tell([feed([b, a]), feed([a, b]), feed(edited), feed([]), feed([b]), feed([c, b, a])])).toEqual([
      ...[[], [], [], [], []],
      ['c'],
    ]);
  });

  test('tells an entry once that a feed has twice', async () => {
    expect(await tell([feed([]), feed([b, b, a])])).toEqual([[], ['a', 'b']]);
  });

  test('knows entries by their links, or by title and date, where they have no guid', async () => {
    const item = (inner: string) => `<item>${inner}</item>`;
    const rss = (items: string) => `<rss version="2.0"><channel><title>F</title>${items}</channel></rss>`;
    const linked = item('<title>One</title><link>https://example.com/1</link>');
    const renamed = item('<title>One!</title><link>https://example.com/1</link>');
    const titled = item('<title>Two</title><pubDate>Fri, 02 Jan 2026 08:00:00 GMT</pubDate>');
    expect(await tell([rss(linked), rss(titled + renamed), rss(renamed + titled)])).toEqual([[], ['Two'], []]);
  });

  test('is not misled by another encoding', async () => {
    const text = feed([{ id: 'ä', title: 'ä' }]);
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((char) => [char.charCodeAt(0), 0])]);
    const latin1 = Uint8Array.from(text.replace('?>', ' encoding="ISO-8859-1"?>'), (char) => char.charCodeAt(0));
    expect(await tell([text, latin1, utf16])).toEqual([[], [], []]);
  });

  test('hands on no more than its limit, the rest with the next polls', async () => {
    const five = feed(['e', 'd', 'c', 'b', 'a'].map((id) => ({ id })));
    expect(await tell([feed([]), five, five, five, five], { max_items: 2 })).toEqual([
      [],
      ['a', 'b'],
      ['c', 'd'],
      ['e'],
      [],
    ]);
  });

  test('keeps a cursor that does not grow without end, and looks at the newest thousand entries', async () => {
    const many = (from: number, count: number) =>
      feed(Array.from({ length: count }, (_, index) => ({ id: `n${from - index}` })));
    let cursor: JsonValue = null;
    for (const from of [3000, 4500, 6000])
      cursor = (await ask(cursor, () => answer(many(from, 3000)), { max_items: 1000 })).cursor;
    expect(JSON.stringify(cursor).length).toBeLessThan(50_000);
    const { items } = await ask(cursor, () => answer(many(6001, 3000)));
    expect(items.map(({ guid }) => guid)).toEqual(['n6001']);
  });

  test('that brings very long entries hands them on one after the other', async () => {
    const long = (id: string) => ({ id, title: 'x'.repeat(4_000_000) });
    const both = feed([long('b'), long('a')]);
    expect(await tell([feed([]), both, both, both])).toEqual([[], ['a'], ['b'], []]);
  });
});

describe('a feed that was polled before', () => {
  const asked: OutgoingRequest[] = [];
  const respond = (response: IncomingResponse) => (request: OutgoingRequest) => {
    asked.push(request);
    return response;
  };

  test('is asked only for what has changed, and keeps its cursor as it is if nothing has', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' };
    const { cursor } = await ask(null, respond(answer(feed([a]), { headers })));
    const again = await ask(cursor, respond(answer('', { status: 304 })));
    expect(asked.at(-1)?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT',
    });
    expect(again.items).toEqual([]);
    expect(again.cursor).toBe(cursor);
    expect((await ask(cursor, respond(answer(feed([a]), { headers })))).cursor).toBe(cursor);
  });

  test('is asked for all of it while there is something left to tell', async () => {
    const { cursor } = await ask(null, respond(answer(feed([]), { headers: { etag: '"v1"' } })));
    const more = await ask(cursor, respond(answer(feed([b, a]), { headers: { etag: '"v2"' } })), { max_items: 1 });
    const last = await ask(more.cursor, respond(answer(feed([b, a]), { headers: { etag: '"v2"' } })), { max_items: 1 });
    expect(asked.at(-1)?.headers).not.toHaveProperty('if-none-match');
    expect(last.items.map(({ guid }) => guid)).toEqual(['b']);
    expect(last.cursor).toMatchObject({ etag: '"v2"' });
  });

  test('gets nothing back that cannot be a header', async () => {
    const headers = { etag: 'a\r\nx-evil: 1', 'last-modified': 'ä' };
    const { cursor } = await ask(null, respond(answer(feed([a]), { headers })));
    expect(cursor).toMatchObject({ etag: null, last_modified: null });
  });

  test('begins anew with a cursor that is of something else', async () => {
    expect((await ask({ page: 5 }, respond(answer(feed([a]))))).items).toEqual([]);
  });
});

describe('a feed that cannot be read', () => {
  test.each([
    ['an empty answer', answer(''), 'rss.not_a_feed'],
    ['a page', answer('<html><body>Gone</body></html>'), 'rss.not_a_feed'],
    ['an unasked 304', answer('', { status: 304 }), 'rss.not_a_feed'],
    ['an error', answer('', { status: 503, headers: { 'retry-after': '120' } }), 'http.server_error'],
    ['no such feed', answer('', { status: 404 }), 'http.client_error'],
  ])('fails the poll: %s', async (_what, response, code) => {
    await expect(ask(null, () => response)).rejects.toMatchObject({ code });
  });

  test('that is huge fails by the limit of work', async () => {
    const huge = answer(`<rss version="2.0"><channel>${' '.repeat(21_000_000)}</channel></rss>`);
    await expect(ask(null, () => huge)).rejects.toMatchObject({ code: 'node.work_limit' });
  });
});

describe('trigger.rss', () => {
  const config = { url: URL_OF_FEED };

  test('makes items of what a poll has found', async () => {
    const trigger = { type: 'poll', input: [{ title: 'One' }, { title: 'Two' }] };
    expect(await jsonOf(rssTrigger, { config, trigger })).toEqual([{ title: 'One' }, { title: 'Two' }]);
    expect(await jsonOf(rssTrigger, { config, trigger: { type: 'poll', input: { title: 'One' } } })).toHaveLength(1);
  });

  test('takes the input of a run by hand', async () => {
    expect(await jsonOf(rssTrigger, { config, trigger: { input: { title: 'Mine' } } })).toEqual([{ title: 'Mine' }]);
  });

  test.each([{}, []])('gives the newest entry as a sample of a run by hand with the input %j', async (input) => {
    const dated = feed([
      { id: 'old', day: 1 },
      { id: 'new', day: 2 },
    ]);
    const items = await jsonOf(rssTrigger, { config, trigger: { input }, respond: () => answer(dated) });
    expect(items.map(({ guid }) => guid)).toEqual(['new']);
  });

  test('gives nothing as a sample of an empty feed', async () => {
    expect(await jsonOf(rssTrigger, { config, respond: () => answer(feed([])) })).toEqual([]);
  });
});

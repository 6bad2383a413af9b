import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { csvAction } from '../../src/nodes/actions/csv.ts';
import { executionDataAction } from '../../src/nodes/actions/execution-data.ts';
import { httpAction } from '../../src/nodes/actions/http.ts';
import { rssReadAction } from '../../src/nodes/actions/rss-read.ts';
import { stopErrorAction } from '../../src/nodes/actions/stop-error.ts';
import type { IncomingResponse, OutgoingRequest } from '../../src/shared/http-exchange.ts';
import type { LogLine } from '../../src/shared/log-line.ts';
import { jsonOf, runNode } from '../support/node-run.ts';
import { sentText } from '../support/sent-body.ts';

const URL_OF_API = 'https://api.example.com/items';

function answer(body: unknown, headers: { readonly [name: string]: string } = {}): IncomingResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status: 200,
    statusText: 'OK',
    url: URL_OF_API,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(text),
  };
}

/** An API of so many pages, which tells of the next one in each way that there is. */
function api(pages: number) {
  return (request: { readonly url: string; readonly body?: OutgoingRequest['body'] }) => {
    const query = new URL(request.url).searchParams.get('page');
    const page = Number(query ?? JSON.parse(sentText(request.body) || '{}').page ?? 1);
    const next = page < pages ? page + 1 : null;
    const items = page <= pages ? [{ page }] : [];
    const link: Record<string, string> = next === null ? {} : { link: `<${URL_OF_API}?page=${next}>; rel="next"` };
    return answer({ items, cursor: next, next: next === null ? null : `${URL_OF_API}?page=${next}` }, link);
  };
}

const WAYS: readonly JsonObject[] = [
  { mode: 'link_header' },
  { mode: 'next_url', field: 'next' },
  { mode: 'cursor', field: 'cursor', parameter: 'page' },
  { mode: 'page_number', parameter: 'page' },
];

async function readAll(pages: number, max_pages: number, way: JsonObject, items: readonly JsonObject[] = [{}]) {
  const logs: LogLine[] = [];
  const config = { url: URL_OF_API, pagination: { ...way, items_field: 'items', max_pages } };
  const read = await jsonOf(httpAction, { config, items, respond: api(pages), logs });
  return { read, logs };
}

describe('pages that a limit cut', () => {
  test.each(WAYS)('are told in the log of the run: %j', async (way) => {
    const { read, logs } = await readAll(3, 2, way);
    expect(read).toHaveLength(2);
    expect(logs).toEqual([
      {
        level: 'warn',
        text: expect.stringMatching(
          /^Only 2 pages were read, as max_pages says, and there (are|may be) more.* \(item 0\)$/,
        ),
      },
    ]);
  });

  test.each(WAYS)('are told exactly if there are more: %j', async (way) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), async (pages, limit) => {
        const { read, logs } = await readAll(pages, limit, way);
        expect(read).toHaveLength(Math.min(pages, limit));
        // A page number has to be tried to see that there is nothing.
        const last = way.mode === 'page_number' ? limit - 1 : limit;
        expect(logs).toHaveLength(pages > last ? 1 : 0);
      }),
    );
  });

  test('are told in one line for all items', async () => {
    const { logs } = await readAll(
      3,
      1,
      { mode: 'link_header' },
      Array.from({ length: 15 }, () => ({})),
    );
    expect(logs.map(({ text }) => text)).toEqual([
      'Only 1 page was read, as max_pages says, and there are more (items 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 5 more)',
    ]);
  });

  test('are told where the first page is no list, so that no further one was asked for', async () => {
    const read = async (body: unknown, items_field?: string) => {
      const logs: LogLine[] = [];
      const pagination = {
        mode: 'page_number',
        parameter: 'page',
        ...(items_field === undefined ? {} : { items_field }),
      };
      const pages = [answer(body), answer([])];
      const respond = () => pages.shift() ?? answer([]);
      await jsonOf(httpAction, {
        config: { url: URL_OF_API, full_response: true, pagination },
        items: [{}],
        respond,
        logs,
      });
      return logs.map(({ text }) => text);
    };
    const text =
      'Only 1 page was read, for the answer is an object and no list: name the field of its list in items_field (item 0)';
    expect(await read({ data: [1] })).toEqual([text]);
    expect(await read({ data: [1] }, 'list')).toEqual([text]);
    expect(await read({ data: [1] }, 'data')).toEqual([]);
    expect(await read([1])).toEqual([]);
    expect(await read({})).toEqual([]);
    expect(await read([])).toEqual([]);
  });

  test('are not spoken of where a status ended them', async () => {
    const logs: LogLine[] = [];
    const pagination = { mode: 'page_number', parameter: 'page', stop_at_statuses: [404], max_pages: 1 };
    const respond = () => ({ ...answer('no'), status: 404 });
    await jsonOf(httpAction, { config: { url: URL_OF_API, pagination }, items: [{}], respond, logs });
    expect(logs).toEqual([]);
  });
});

describe('rows and entries that a limit cut', () => {
  const row = fc.constantFrom('1,2', '', '3,4', ' , ');

  test('are told of a CSV, and empty rows do not count if they are skipped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (rows, max_rows, skips) => {
          const text = ['a,b', ...rows].join('\n');
          const config = { operation: 'to_items', text, skip_empty_rows: skips };
          const logs: LogLine[] = [];
          const all = await jsonOf(csvAction, { config, items: [{}] });
          const some = await jsonOf(csvAction, { config: { ...config, max_rows }, items: [{}], logs });
          expect(some).toEqual(all.slice(0, max_rows));
          const left = all
            .slice(max_rows)
            .some((json) => Object.values(json).some((value) => String(value).trim() !== ''));
          expect(logs).toHaveLength(left ? 1 : 0);
        },
      ),
    );
  });

  test('are told of a feed', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [1, 2, 3].map((id) => ({ id: String(id), content_text: 'x' })),
    };
    const read = async (max_entries: number) => {
      const logs: LogLine[] = [];
      const config = { url: URL_OF_API, max_entries };
      const entries = await jsonOf(rssReadAction, { config, items: [{}], respond: () => answer(feed), logs });
      return { count: entries.length, texts: logs.map(({ text }) => text) };
    };
    expect(await read(2)).toEqual({
      count: 2,
      texts: ['The feed has 3 entries, of which the first 2 were read (item 0)'],
    });
    expect(await read(3)).toEqual({ count: 3, texts: [] });
  });

  test('are counted where there are too many lines to log', async () => {
    const logs: LogLine[] = [];
    const items = Array.from({ length: 150 }, () => ({}));
    const config = { data: [{ key: 'k', value: 'x'.repeat(5_000) }] };
    await runNode(executionDataAction, { config, items, logs });
    expect(logs).toHaveLength(100);
    expect(logs.at(-1)?.text).toBe('51 more keys and values were cut.');
  });

  test('are marked in a message', async () => {
    const details = 'x'.repeat(3_000);
    await expect(runNode(stopErrorAction, { config: { message: 'm', details }, items: [{}] })).rejects.toMatchObject({
      message: expect.stringMatching(/x… \(cut from 3002 characters\)$/),
    });
    const failing = runNode(httpAction, {
      config: { url: URL_OF_API },
      items: [{}],
      respond: () => ({ ...answer('y'.repeat(500)), status: 500 }),
    });
    await expect(failing).rejects.toMatchObject({ message: expect.stringMatching(/y…$/) });
  });
});

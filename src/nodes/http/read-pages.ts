import type { JsonValue } from '../../engine/json.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { isObject } from '../../shared/json/json.ts';
import { shownUrl } from '../../shared/outgoing-url.ts';
import type { MadeItem } from '../items.ts';
import { checkItemCount } from '../limits.ts';
import { NodeError } from '../node-error.ts';
import type { NodeRun } from '../node-run.ts';
import { sleep } from '../sleep.ts';
import { parseJson } from '../values/convert.ts';
import { readField } from '../values/field-path.ts';
import { withField } from '../values/with-field.ts';
import { wrongValue } from '../values/wrong-value.ts';
import type { HttpConfig } from './http-config.ts';
import { firstPage, nextPage, type Paging, pageItems } from './next-page.ts';
import { readResponse, responseText } from './read-response.ts';
import { readBody, sendRequest } from './send-request.ts';

/** The items of all pages, and why further pages were not read; `null` if there are none. */
export type Pages = { readonly items: readonly MadeItem[]; readonly cut: string | null };

/** The paging of one item. */
type PagedItem = {
  readonly run: NodeRun<unknown>;
  readonly config: HttpConfig;
  readonly paging: Paging;
  readonly index: number;
  readonly hasCredential: boolean;
};

/** One page: its items, the request for the next page if there is one, and why there may be more although it names none. */
type Page = { readonly items: readonly MadeItem[]; readonly next: HttpConfig | null; readonly unlisted: string | null };

/**
 * Requests one page after the other for an item, and returns the items of all. A credential is never sent to a page of another
 * origin: `NodeError` `http.next_page_elsewhere`.
 */
export async function readPages(
  run: NodeRun<unknown>,
  config: HttpConfig,
  paging: Paging,
  index: number,
): Promise<Pages> {
  const items: MadeItem[] = [];
  const paged = { run, config, paging, index, hasCredential: (await run.credential()) !== null };
  let request: HttpConfig | null = firstPage(pageable(run, config, index), paging);
  let unlisted: string | null = null;
  for (let number = 0; request !== null && number < paging.max_pages; number++) {
    if (number > 0 && paging.interval_ms > 0) await sleep(paging.interval_ms, run.signal);
    run.signal.throwIfAborted();
    const page: Page = await readPage(paged, request, number);
    for (const item of page.items) items.push(item);
    checkItemCount(items.length);
    request = page.next;
    unlisted = page.unlisted;
  }
  return { items, cut: request === null ? unlisted : cutText(paging) };
}

async function readPage(paged: PagedItem, request: HttpConfig, number: number): Promise<Page> {
  const { run, config, paging, index, hasCredential } = paged;
  const response = await sendRequest(run, request, index, { page: number, accepted: paging.stop_at_statuses });
  if (paging.stop_at_statuses.includes(response.status)) return { items: [], next: null, unlisted: null };
  const items = itemsOf(response, config, paging);
  const next = nextPage(request, paging, { response, page: number });
  if (next !== null && hasCredential) checkOrigin(request.url, next.url);
  return { items, next, unlisted: number === 0 ? unlistedText(response, paging) : null };
}

/** Pages are counted up as long as they bring lists: where the first one is none, nobody knows whether there are more. */
function unlistedText(response: IncomingResponse, paging: Paging): string | null {
  const body = parseJson(responseText(response));
  const isAnObject = isObject(body) && Object.keys(body).length > 0;
  if (paging.mode !== 'page_number' || !isAnObject || pageItems(body, paging) !== undefined) return null;
  return 'Only 1 page was read, for the answer is an object and no list: name the field of its list in items_field';
}

/** That a page without items is the last one is only known once it has been read. */
function cutText({ mode, max_pages }: Paging): string {
  const more = mode === 'page_number' ? 'there may be more: the last page had items' : 'there are more';
  return `Only ${max_pages === 1 ? '1 page was' : `${max_pages} pages were`} read, as max_pages says, and ${more}`;
}

/** A page that is asked for in the body takes its place among other fields there, so the body has to be an object. */
function pageable(run: NodeRun<unknown>, config: HttpConfig, index: number): HttpConfig {
  const { pagination } = config;
  if (pagination.mode === 'none' || !('place' in pagination) || pagination.place !== 'body') return config;
  const body = typeof config.body === 'string' ? readBody(run, index, config.body || '{}') : (config.body ?? {});
  if (isObject(body)) return { ...config, body };
  throw wrongValue('http.body_invalid', 'body', { expected: 'an object, which takes the page', got: body });
}

function itemsOf(response: IncomingResponse, config: HttpConfig, paging: Paging): MadeItem[] {
  const { response_format: format, full_response: full, output_field: outputField } = config;
  if (full || paging.items_field === undefined) return readResponse(response, { format, full, outputField });
  const body = parseJson(responseText(response));
  const list = pageItems(body ?? null, paging);
  if (list === undefined) {
    const got = isObject(body) ? readField(body, paging.items_field) : body;
    throw wrongValue('http.no_items', `items_field ${paging.items_field} of the answer`, { expected: 'a list', got });
  }
  checkItemCount(list.length);
  return list.map((value: JsonValue) => ({ json: isObject(value) ? value : withField({}, outputField, value) }));
}

function checkOrigin(from: string, to: string): void {
  if (URL.parse(from)?.origin === URL.parse(to)?.origin) return;
  throw new NodeError(
    'http.next_page_elsewhere',
    `The next page is on another server (${shownUrl(to)}), where the credential for ${shownUrl(from)} must not go`,
  );
}

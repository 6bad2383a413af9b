import type { JsonValue } from '../../engine/json.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { isObject } from '../../shared/json.ts';
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
  const hasCredential = (await run.credential()) !== null;
  let request: HttpConfig | null = firstPage(pageable(run, config, index), paging);
  for (let page = 0; request !== null && page < paging.max_pages; page++) {
    if (page > 0) await pauseBetween(run, paging);
    const response = await sendRequest(run, request, index, { page, accepted: paging.stop_at_statuses });
    if (paging.stop_at_statuses.includes(response.status)) return { items, cut: null };
    for (const item of itemsOf(response, config, paging)) items.push(item);
    checkItemCount(items.length);
    const next: HttpConfig | null = nextPage(request, paging, { response, page });
    if (next !== null && hasCredential) checkOrigin(request.url, next.url);
    request = next;
  }
  return { items, cut: request === null ? null : cutText(paging) };
}

async function pauseBetween({ signal }: NodeRun<unknown>, { interval_ms }: Paging): Promise<void> {
  if (interval_ms > 0) await sleep(interval_ms, signal);
  signal.throwIfAborted();
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

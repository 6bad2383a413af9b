import type { JsonValue } from '../../engine/json.ts';
import { hasLongHost } from '../../engine/text/parse-url.ts';
import { isExact, type Numeric } from '../../numbers/exact-number.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { isObject } from '../../shared/json/json.ts';
import { shownUrl } from '../../shared/outgoing-url.ts';
import { NodeError } from '../node-error.ts';
import { parseJson } from '../values/convert.ts';
import { isList, parseFieldPath, readField, setPath } from '../values/field-path.ts';
import type { HttpConfig } from './http-config.ts';
import { readNameValues } from './name-values.ts';
import type { Pagination } from './pagination-config.ts';
import { withParameter, withQuery } from './query.ts';
import { responseText } from './read-response.ts';

/** A way of finding pages, other than `none`. */
export type Paging = Exclude<Pagination, { mode: 'none' }>;

const NEXT_LINK = /<([^<>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g;
const REL_NEXT = /;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=\s*(?:;|$)))/i;

/** The first request of several: its URL is whole, and a page number is in its place. */
export function firstPage(config: HttpConfig, paging: Paging): HttpConfig {
  const url = withQuery(config.url, readNameValues(config.query), config.query_lists);
  const whole = { ...config, url, query: {} };
  return paging.mode === 'page_number' ? withPage(whole, paging, paging.start) : whole;
}

/** The request for the page after this one, which is the `page`-th from 0; `null` if this was the last. */
export function nextPage(
  config: HttpConfig,
  paging: Paging,
  answer: { readonly response: IncomingResponse; readonly page: number },
): HttpConfig | null {
  const body = parseJson(responseText(answer.response)) ?? null;
  switch (paging.mode) {
    case 'link_header':
      return atUrl(config, nextLink(answer.response.headers.link ?? ''));
    case 'next_url':
      return atUrl(config, fieldOf(body, paging.field));
    case 'cursor':
      return withCursor(config, paging, fieldOf(body, paging.field));
    case 'page_number': {
      const number = paging.start + (answer.page + 1) * paging.step;
      return pageItems(body, paging)?.length ? withPage(config, paging, number) : null;
    }
  }
}

/** The list of items in an answer; `undefined` if it is not where the config says. */
export function pageItems(body: JsonValue, { items_field }: Paging): readonly JsonValue[] | undefined {
  const list = items_field === undefined ? body : fieldOf(body, items_field);
  return isList(list) ? list : undefined;
}

function fieldOf(body: JsonValue, name: string): JsonValue | undefined {
  return isObject(body) ? readField(body, name) : undefined;
}

function nextLink(header: string): string | undefined {
  const links = [...header.matchAll(NEXT_LINK)];
  return links.find(([, , parameters = '']) => REL_NEXT.test(parameters))?.[1];
}

function atUrl(config: HttpConfig, next: JsonValue | undefined): HttpConfig | null {
  if (typeof next !== 'string' || next === '') return null;
  const url = hasLongHost(next) ? null : URL.parse(next, config.url);
  if (url === null) {
    throw new NodeError('http.bad_next_page', `The answer names a next page that is no URL: ${shownUrl(next)}`);
  }
  return { ...config, url: url.href };
}

function withCursor(
  config: HttpConfig,
  paging: Extract<Paging, { mode: 'cursor' }>,
  cursor: JsonValue | undefined,
): HttpConfig | null {
  const isLast = cursor === undefined || cursor === null || cursor === '' || cursor === false;
  return isLast || (typeof cursor === 'object' && !isExact(cursor)) ? null : withPage(config, paging, cursor);
}

function withPage(
  config: HttpConfig,
  { parameter, place }: Extract<Paging, { mode: 'cursor' | 'page_number' }>,
  value: string | Numeric | boolean,
): HttpConfig {
  if (place === 'body') {
    const body = isObject(config.body) ? config.body : {};
    return { ...config, body: setPath(body, parseFieldPath(parameter), value) };
  }
  return { ...config, url: withParameter(config.url, parameter, String(value)) };
}

import { parseUrl } from '../../engine/text/parse-url.ts';
import type { NamedValue } from './name-values.ts';

/** How a list is written in a query string: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ListStyle = 'repeat' | 'brackets' | 'indices';

type Pair = [name: string, value: string];

/** A URL in three parts: before the query, the query without its question mark, and the fragment with its hash. */
type UrlParts = { readonly before: string; readonly query: string | null; readonly fragment: string };

const NAME_OF: { readonly [style in ListStyle]: (name: string, index: number) => string } = {
  repeat: (name) => name,
  brackets: (name) => `${name}[]`,
  indices: (name, index) => `${name}[${index}]`,
};

/** The pairs of a query, with lists written in the given style. */
export function flattenPairs(values: readonly NamedValue[], style: ListStyle): Pair[] {
  return values.flatMap(({ name, value }): Pair[] =>
    typeof value === 'string' ? [[name, value]] : value.map((one, index) => [NAME_OF[style](name, index), one]),
  );
}

/**
 * The URL with further query parameters, in which blanks are `%20`. What the URL has stays as it is written, for it may be
 * signed. An invalid URL is returned as it is: the egress guard names the fault.
 */
export function withQuery(url: string, values: readonly NamedValue[], style: ListStyle): string {
  const pairs = flattenPairs(values, style);
  if (pairs.length === 0 || parseUrl(url) === null) return url;
  const { before, query, fragment } = partsOf(url);
  return `${before}?${joined(query ?? '', pairs.map(encodePair).join('&'))}${fragment}`;
}

/** The URL with one value of a parameter: in the place of the first that it has, or at the end. Nothing else changes. */
export function withParameter(url: string, name: string, value: string): string {
  if (parseUrl(url) === null) return url;
  const { before, query, fragment } = partsOf(url);
  const parts = (query ?? '').split('&');
  const place = parts.findIndex((part) => nameOf(part) === name);
  if (place === -1) return withQuery(url, [{ name, value }], 'repeat');
  const kept = parts.filter((part, index) => index === place || nameOf(part) !== name);
  return `${before}?${kept.map((part) => (nameOf(part) === name ? encodePair([name, value]) : part)).join('&')}${fragment}`;
}

function partsOf(url: string): UrlParts {
  const hash = url.indexOf('#');
  const whole = hash === -1 ? url : url.slice(0, hash);
  const fragment = hash === -1 ? '' : url.slice(hash);
  const mark = whole.indexOf('?');
  if (mark === -1) return { before: whole, query: null, fragment };
  return { before: whole.slice(0, mark), query: whole.slice(mark + 1), fragment };
}

function joined(query: string, added: string): string {
  return query === '' || query.endsWith('&') ? `${query}${added}` : `${query}&${added}`;
}

function encodePair([name, value]: Pair): string {
  return `${encode(name)}=${encode(value)}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function nameOf(part: string): string | undefined {
  return [...new URLSearchParams(part).keys()][0];
}

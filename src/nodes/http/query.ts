import { parseUrl } from '../../engine/text/parse-url.ts';
import type { NamedValue } from './name-values.ts';

/** How a list is written in a query string: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ListStyle = 'repeat' | 'brackets' | 'indices';

const NAME_OF: { readonly [style in ListStyle]: (name: string, index: number) => string } = {
  repeat: (name) => name,
  brackets: (name) => `${name}[]`,
  indices: (name, index) => `${name}[${index}]`,
};

/** The pairs of a query, with lists written in the given style. */
export function flattenPairs(values: readonly NamedValue[], style: ListStyle): [name: string, value: string][] {
  return values.flatMap(({ name, value }): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : value.map((one, index) => [NAME_OF[style](name, index), one]),
  );
}

/** The URL with further query parameters. An invalid URL is returned as it is: the egress guard names the fault. */
export function withQuery(url: string, values: readonly NamedValue[], style: ListStyle): string {
  const parsed = parseUrl(url);
  if (parsed === null || values.length === 0) return url;
  // Parameters on their own: those of a URL write the whole of it anew for each.
  const parameters = new URLSearchParams(parsed.search);
  for (const [name, value] of flattenPairs(values, style)) parameters.append(name, value);
  parsed.search = parameters.toString();
  return parsed.href;
}

import { parseUrl } from '../../engine/text/parse-url.ts';
import type { Entry } from './entries.ts';

/** What an element says of itself in XML's own namespace. */
export type Based = { readonly xml?: { readonly base?: string | undefined } | undefined };

/** The parser gives the base of the root of RSS, but not that of the channel within. */
const CHANNEL_BASE = /<channel\s[^<>]*?\bxml:base\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/i;

/** Taking a link apart may cost the square of its length. */
const LONGEST = 4_000;

/** What the channel of an RSS feed says of itself. */
export function channelOf(text: string): Based {
  const [, double, single] = CHANNEL_BASE.exec(text) ?? [];
  return { xml: { base: (double ?? single)?.replaceAll('&amp;', '&') } };
}

/** The entry with whole links: relative ones count from the bases of its elements, outermost first (XML Base), and from the feed's URL. */
export function withWholeLinks(entry: Entry, url: string, elements: readonly Based[]): Entry {
  const base = elements.reduce((outer, { xml }) => resolve(xml?.base, outer) ?? outer, url);
  const { link, enclosure } = entry;
  return {
    ...entry,
    link: resolve(link, base),
    enclosure: enclosure && { ...enclosure, url: resolve(enclosure.url, base) },
  };
}

/** A link that is whole stays as it is written, and so does one that is none, or longer than any. */
function resolve(link: string | undefined, base: string): string | undefined {
  if (link === undefined || link.length > LONGEST || parseUrl(link) !== null) return link;
  return URL.parse(link, base)?.href ?? link;
}

import { parseFeed as parseAnyFeed } from 'feedsmith';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { shownUrl } from '../../shared/outgoing-url.ts';
import { parseHtml } from '../html/parse-html.ts';
import { readableText } from '../html/readable-text.ts';
import { NodeError } from '../node-error.ts';
import { parseDate } from '../values/parse-date.ts';
import { type Entry, fromAtom, fromJsonFeed, fromRdf, fromRss } from './entries.ts';
import { type Based, channelOf, withWholeLinks } from './resolve-links.ts';

/**
 * The entries of an RSS, Atom, RDF or JSON feed, their fields named as n8n names them. Links are whole: `url` is where the
 * feed came from. Throws `NodeError` `rss.not_a_feed`.
 */
export function parseFeed(text: string, url: string): JsonObject[] {
  return entriesOf(parseOrFail(text, url), channelOf(text), url).map(toJson);
}

function parseOrFail(text: string, url: string): ReturnType<typeof parseAnyFeed<string>> {
  try {
    return parseAnyFeed<string>(text);
  } catch (cause) {
    const message = `The answer of ${shownUrl(url)} is not an RSS, Atom, RDF or JSON feed`;
    throw new NodeError('rss.not_a_feed', message, { cause });
  }
}

function entriesOf({ format, feed }: ReturnType<typeof parseAnyFeed<string>>, channel: Based, url: string): Entry[] {
  switch (format) {
    case 'rss':
      return (feed.items ?? []).map((item) => withWholeLinks(fromRss(item), url, [feed, channel, item]));
    case 'rdf':
      return (feed.items ?? []).map((item) => withWholeLinks(fromRdf(item), url, [feed, item]));
    case 'atom':
      return (feed.entries ?? []).map((entry) => withWholeLinks(fromAtom(entry), url, [feed, entry]));
    case 'json':
      return (feed.items ?? []).map((item) => withWholeLinks(fromJsonFeed(item), url, []));
  }
}

function toJson(entry: Entry): JsonObject {
  return present({
    title: entry.title,
    link: entry.link,
    pubDate: entry.date,
    isoDate: parseDate(entry.date, 'utc')?.toUTC().toISO(),
    creator: entry.creator,
    content: entry.content,
    'content:encoded': entry.fullContent,
    contentSnippet: snippetOf(entry),
    guid: entry.guid,
    categories: entry.categories.filter((name) => name !== undefined),
    enclosure: entry.enclosure === undefined ? undefined : present(entry.enclosure),
  });
}

function present(fields: { readonly [name: string]: JsonValue | undefined }): JsonObject {
  const there = Object.entries(fields).flatMap(([name, value]): [string, JsonValue][] =>
    value === undefined || value === null ? [] : [[name, value]],
  );
  return Object.fromEntries(there);
}

function snippetOf({ plainContent, content, fullContent }: Entry): string | undefined {
  if (plainContent !== undefined) return plainContent.trim();
  const html = content ?? fullContent;
  return html === undefined ? undefined : readableText(parseHtml(html)).trim();
}

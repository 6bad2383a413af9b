import { textContent } from 'domutils';
import { parseFeed as parseAnyFeed } from 'feedsmith';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { parseHtml } from '../html/parse-html.ts';
import { NodeError } from '../node-error.ts';
import { parseDate } from '../values/parse-date.ts';
import { type Entry, fromAtom, fromJsonFeed, fromRdf, fromRss } from './entries.ts';

/**
 * The entries of an RSS, Atom, RDF or JSON feed, their fields named as n8n names them. Throws `NodeError`
 * `rss.not_a_feed`.
 */
export function parseFeed(text: string): JsonObject[] {
  return entriesOf(parseOrFail(text)).map(toJson);
}

function parseOrFail(text: string): ReturnType<typeof parseAnyFeed<string>> {
  try {
    return parseAnyFeed<string>(text);
  } catch (cause) {
    throw new NodeError('rss.not_a_feed', 'The answer is not an RSS, Atom, RDF or JSON feed', { cause });
  }
}

function entriesOf(parsed: ReturnType<typeof parseAnyFeed<string>>): Entry[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map(fromRss);
    case 'rdf':
      return (parsed.feed.items ?? []).map(fromRdf);
    case 'atom':
      return (parsed.feed.entries ?? []).map(fromAtom);
    case 'json':
      return (parsed.feed.items ?? []).map(fromJsonFeed);
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
    contentSnippet: snippetOf(entry.content ?? entry.fullContent),
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

function snippetOf(content: string | undefined): string | undefined {
  return content === undefined ? undefined : textContent(parseHtml(content)).trim();
}

import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith';

/** An entry of a feed, whatever kind of feed it is. */
export type Entry = {
  readonly title: string | undefined;
  readonly link: string | undefined;
  readonly date: string | undefined;
  readonly creator: string | undefined;
  readonly content: string | undefined;
  /** The content, if it is plain text and no HTML: then its signs are no markup. */
  readonly plainContent?: string | undefined;
  readonly fullContent: string | undefined;
  readonly guid: string | undefined;
  readonly categories: readonly (string | undefined)[];
  readonly enclosure: Enclosure | undefined;
};

/** A file that goes with an entry. `length` in bytes. */
type Enclosure = {
  readonly url?: string | undefined;
  readonly type?: string | undefined;
  readonly length?: number | undefined;
};

/** The entry of an item of RSS 2.0 and its forerunners. */
export function fromRss(item: RssFeed.Item<string>): Entry {
  const [author] = item.authors ?? [];
  const [enclosure] = item.enclosures ?? [];
  return {
    title: item.title,
    link: item.link,
    date: item.pubDate ?? item.dc?.dates?.[0],
    creator: item.dc?.creators?.[0] ?? author?.name ?? author?.email,
    content: item.description,
    fullContent: item.content?.encoded,
    guid: item.guid?.value,
    categories: (item.categories ?? []).map(({ name }) => name),
    enclosure: enclosure && { url: enclosure.url, type: enclosure.type, length: enclosure.length },
  };
}

/** The entry of an item of RSS 1.0. */
export function fromRdf(item: RdfFeed.Item<string>): Entry {
  return {
    title: item.title,
    link: item.link,
    date: item.dc?.dates?.[0],
    creator: item.dc?.creators?.[0],
    content: item.description,
    fullContent: item.content?.encoded,
    guid: item.rdf?.about,
    categories: item.dc?.subjects ?? [],
    enclosure: undefined,
  };
}

/** The entry of Atom (RFC 4287). */
export function fromAtom(entry: AtomFeed.Entry<string>): Entry {
  const links = entry.links ?? [];
  const page = links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0];
  const file = links.find(({ rel }) => rel === 'enclosure');
  const content = entry.content ?? entry.summary;
  return {
    title: entry.title?.value,
    link: page?.href,
    date: entry.published ?? entry.updated,
    creator: entry.authors?.[0]?.name,
    content: content?.value,
    plainContent: content?.type === 'text' ? content.value : undefined,
    fullContent: undefined,
    guid: entry.id,
    categories: (entry.categories ?? []).map(({ label, term }) => label ?? term),
    enclosure: file && { url: file.href, type: file.type, length: file.length },
  };
}

/** The entry of a JSON feed (version 1.1). */
export function fromJsonFeed(item: JsonFeed.Item<string>): Entry {
  const [file] = item.attachments ?? [];
  return {
    title: item.title,
    link: item.url ?? item.external_url,
    date: item.date_published ?? item.date_modified,
    creator: item.authors?.[0]?.name,
    content: item.content_html ?? item.content_text ?? item.summary,
    plainContent: item.content_html === undefined ? (item.content_text ?? item.summary) : undefined,
    fullContent: undefined,
    guid: item.id,
    categories: item.tags ?? [],
    enclosure: file && { url: file.url, type: file.mime_type, length: file.size_in_bytes },
  };
}

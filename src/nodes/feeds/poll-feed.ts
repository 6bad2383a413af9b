import type { JsonValue } from '../../engine/json.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import type { NameValues } from '../http/name-values.ts';
import type { PollAnswer, PollRun } from '../trigger-poll.ts';
import { feedEntries, fetchFeed } from './fetch-feed.ts';
import { type FeedCursor, newEntries, readFeedCursor } from './new-entries.ts';

/** What a poll of a feed has to know of its trigger. */
export type FeedPollConfig = {
  readonly url: string;
  readonly headers: NameValues;
  readonly max_items: number;
  readonly emit_existing: boolean;
};

const NOT_MODIFIED = 304;

/** What a server said of a version of its feed, if it can be sent back as a header. */
const SENDABLE = /^[\x20-\x7e]{1,1000}$/;

function sendable(header: string | undefined): string | null {
  return header !== undefined && SENDABLE.test(header) ? header : null;
}

/** The headers that ask for the feed only if it has changed (RFC 9110 §13.1). */
function conditions(cursor: FeedCursor | null): { readonly [name: string]: string } {
  return {
    ...(cursor?.etag == null ? {} : { 'if-none-match': cursor.etag }),
    ...(cursor?.last_modified == null ? {} : { 'if-modified-since': cursor.last_modified }),
  };
}

/** What was not told yet would not be sent again to somebody who has this version already. */
function cursorAfter({ headers }: IncomingResponse, seen: readonly string[], complete: boolean): FeedCursor {
  return {
    etag: complete ? sendable(headers.etag) : null,
    last_modified: complete ? sendable(headers['last-modified']) : null,
    seen: [...seen],
  };
}

/** Asks a feed what is new. A feed that has not changed since need not send itself again. Throws `NodeError`. */
export async function pollFeed({ config, ...run }: PollRun<FeedPollConfig>, cursor: JsonValue): Promise<PollAnswer> {
  const before = readFeedCursor(cursor);
  const response = await fetchFeed(run, config, { index: 0, extra: conditions(before) });
  if (response.status === NOT_MODIFIED && before !== null) return { items: [], cursor };
  const { told, seen, complete } = newEntries({
    entries: feedEntries(run.work, response),
    seen: before?.seen ?? null,
    max: config.max_items,
    emitExisting: config.emit_existing,
  });
  const after = cursorAfter(response, seen, complete);
  return { items: told, cursor: JSON.stringify(after) === JSON.stringify(cursor) ? cursor : after };
}

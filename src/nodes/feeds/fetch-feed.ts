import type { JsonObject } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { httpConfigSchema } from '../http/http-config.ts';
import type { NameValues } from '../http/name-values.ts';
import { responseText } from '../http/read-response.ts';
import { sendRequest } from '../http/send-request.ts';
import type { RequestRun } from '../node-run.ts';
import { parseFeed } from './parse-feed.ts';

const ACCEPT = 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8';

/** Where a feed is, and the headers with which it is asked for. */
type FeedAddress = { readonly url: string; readonly headers: NameValues };

/** Asks for a feed, for one item. `extra`: more headers. Throws `NodeError` of the network, and for an answer of 400 or more. */
export function fetchFeed(
  run: RequestRun,
  { url, headers }: FeedAddress,
  { index, extra = {} }: { index: number; extra?: { readonly [name: string]: string } },
): Promise<IncomingResponse> {
  const http = httpConfigSchema.parse({ url, headers });
  return sendRequest(run, http, index, { headers: { accept: ACCEPT, ...extra } });
}

/** The entries of a feed that was fetched, as it has them. Throws `NodeError` `rss.not_a_feed`, `http.unknown_charset`, `node.work_limit`. */
export function feedEntries(work: WorkMeter, response: IncomingResponse): JsonObject[] {
  const text = responseText(response, 'xml');
  work.spend(text.length);
  return parseFeed(text, response.url);
}

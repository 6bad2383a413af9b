import type { JsonValue } from '../../engine/json.ts';
import { parseExactly } from '../../numbers/parse-json.ts';
import { createListScanner } from '../../shared/json/list-scanner.ts';
import type { Truncated } from '../history/history-json.ts';
import { keptMarker } from '../history/kept-outputs.ts';
import type { StoredRun } from './node-runs.repository.ts';
import { isWithheld } from './summarise-run.ts';

/** The items of one handle of a node run, as JSON, chunk by chunk; or what stands in their place. */
export type StoredItems =
  | { readonly type: 'items'; readonly chunks: AsyncIterable<readonly string[]> }
  | { readonly type: 'withheld'; readonly marker: JsonValue };

/** JSON that may be a marker is no longer than this, in UTF-16 units; a shape is the longest. */
const LONGEST_MARKER = 400_000;

type Opener = (fileId: string) => Promise<ReadableStream<Uint8Array> | null>;

async function* scanned(texts: AsyncIterable<string> | Iterable<string>, handle: string) {
  const scanner = createListScanner(handle);
  for await (const text of texts) yield scanner.feed(text);
}

/** What begins as a marker does; most outputs are not parsed. */
function markerOf(json: string): JsonValue {
  if (json.length > LONGEST_MARKER || !/^\{"(?:truncated|redacted)"/.test(json)) return null;
  const value: JsonValue = parseExactly(json);
  return isWithheld(value) ? value : null;
}

/** Where the items of a handle are. `open` reads an output that lies in the bucket. */
export async function storedItems({ output }: StoredRun, handle: string, open: Opener): Promise<StoredItems> {
  if (output === null) return { type: 'items', chunks: scanned([], handle) };
  const marker = markerOf(output);
  if (marker === null) return { type: 'items', chunks: scanned([output], handle) };
  const kept = keptMarker(marker);
  if (kept === null) return { type: 'withheld', marker };
  const bytes = await open(kept.file_id);
  const gone: Truncated = { truncated: true, bytes: kept.bytes, gone: true };
  if (bytes === null) return { type: 'withheld', marker: gone };
  return { type: 'items', chunks: scanned(bytes.pipeThrough(new TextDecoderStream()), handle) };
}

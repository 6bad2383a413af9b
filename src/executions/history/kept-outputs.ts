import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import { parseExactly } from '../../numbers/parse-json.ts';
import type { BlobStore } from '../files/blob-store.ts';
import { FIND_OUTPUTS } from '../files/file-statements.ts';
import { keyOf } from '../files/file-types.ts';
import type { Truncated } from './history-json.ts';

/** How an output that history has no room for lies in the bucket. */
export const OUTPUT_TYPE = 'application/gzip';

/** Where outputs are that history has no room for; `blobs` is `null` where there is no bucket. */
export type OutputSource = { readonly db: Database; readonly blobs: BlobStore | null };

const markerSchema = z.object({ truncated: z.literal(true), bytes: z.number(), file_id: z.string() });

/** The marker of an output that the bucket has. No output of a node looks like it: those are lists by their handles. */
export function keptMarker(output: JsonValue): z.infer<typeof markerSchema> | null {
  return markerSchema.safeParse(output).data ?? null;
}

const foundSchema = z.array(z.object({ file_id: z.string(), workspace_id: z.string(), size: z.coerce.number() }));

type Found = z.infer<typeof foundSchema>[number];

async function openFound(blobs: BlobStore, { workspace_id, file_id, size }: Found) {
  const bytes = await blobs.read(keyOf(workspace_id, file_id), { offset: 0, length: size });
  return bytes === null ? null : bytes.pipeThrough(new DecompressionStream('gzip'));
}

async function readOutput(blobs: BlobStore, found: Found): Promise<JsonValue | undefined> {
  const json = await openFound(blobs, found);
  return json === null ? undefined : parseExactly(await new Response(json).text());
}

/** The JSON of an output that the bucket has for an execution; `null`: it has it no more. */
export async function openOutput(
  { db, blobs }: OutputSource,
  { executionId, fileId }: { readonly executionId: string; readonly fileId: string },
): Promise<ReadableStream<Uint8Array> | null> {
  const [found] = foundSchema.parse(await db.sql.query(FIND_OUTPUTS, [executionId, JSON.stringify([fileId])]));
  return blobs === null || found === undefined ? null : openFound(blobs, found);
}

type WithOutput = { readonly output_data: JsonValue };

/** Those that fit, the first ones first. */
function fitting(rows: readonly WithOutput[], maxLength: number): readonly string[] {
  let left = maxLength;
  return rows.flatMap(({ output_data }) => {
    const marker = keptMarker(output_data);
    if (marker === null || marker.bytes > left) return [];
    left -= marker.bytes;
    return [marker.file_id];
  });
}

/**
 * The node runs of an execution with the outputs that the bucket has for it, as many as come to `maxLength` characters together; those
 * beyond stay markers, by whose `file_id` they can be downloaded. What the bucket has no more is `gone`.
 */
export async function withKeptOutputs<Row extends WithOutput>(
  { db, blobs }: OutputSource,
  rows: readonly Row[],
  { executionId, maxLength }: { readonly executionId: string; readonly maxLength: number },
): Promise<readonly Row[]> {
  const wanted = blobs === null ? [] : fitting(rows, maxLength);
  if (blobs === null || wanted.length === 0) return rows;
  const found = foundSchema.parse(await db.sql.query(FIND_OUTPUTS, [executionId, JSON.stringify(wanted)]));
  const outputs = new Map<string, JsonValue | undefined>();
  for (const one of found) outputs.set(one.file_id, await readOutput(blobs, one));
  return rows.map((row) => {
    const marker = keptMarker(row.output_data);
    if (marker === null || !wanted.includes(marker.file_id)) return row;
    const gone: Truncated = { truncated: true, bytes: marker.bytes, gone: true };
    return { ...row, output_data: outputs.get(marker.file_id) ?? gone };
  });
}

import type { JsonObject } from './json.ts';

/** What is said of every file. */
export type FileLabel = { readonly mime_type: string; readonly file_name?: string };

/** A file that travels with an item; `data` is base64 (RFC 4648 §4). */
type InlineFile = FileLabel & { readonly data: string };

/** A file that is too large for that: it lies in the bucket, and its id travels. `size`: in bytes. */
export type StoredFile = FileLabel & { readonly data?: never; readonly file_id: string; readonly size: number };

/** A file of an item, in either form. */
export type BinaryData = InlineFile | StoredFile;

export function isStored(file: BinaryData): file is StoredFile {
  return file.data === undefined;
}

/** The ids of all files of these items that lie in the bucket. */
export function storedIds(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ binary }) =>
    binary === undefined ? [] : Object.values(binary).flatMap((file) => (isStored(file) ? [file.file_id] : [])),
  );
}

/**
 * The unit of data that travels along a connection.
 *
 * `from` links the item to what it was made of: the index, or indices, in the flat list of items that the node run
 * received (input handles in the order in which the node names them, within a handle the connections in their order).
 * The list of a loop node grows within a pass: the items of its first run, then those of each later run in turn.
 * Absent means that the link is lost.
 */
export type Item = {
  readonly json: JsonObject;
  readonly binary?: { readonly [name: string]: BinaryData };
  readonly from?: number | readonly number[];
};

/** What one run of a node brought forth: a list of items per output handle. A handle left out brought none. */
export type Outputs = { readonly [handle: string]: readonly Item[] };

/** The number of items per output handle: all that the engine has to know of {@link Outputs}. */
export type OutputCounts = { readonly [handle: string]: number };

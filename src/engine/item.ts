import type { JsonObject } from './json.ts';

/** A file that travels with an item; `data` is base64 (RFC 4648 §4). */
export type BinaryData = {
  readonly data: string;
  readonly mime_type: string;
  readonly file_name?: string;
};

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

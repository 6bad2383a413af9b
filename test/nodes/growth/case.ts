import type { BinaryData, Item } from '../../../src/engine/item.ts';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import type { IncomingResponse } from '../../../src/shared/http-exchange.ts';
import type { FakeRun } from '../../support/node-run.ts';

/** A node run that grows: what it is given for a size, and how it ends if it does not complete. */
export type GrowthCase = {
  readonly name: string;
  readonly of: (size: number) => FakeRun;
  /** The code with which it fails whatever its size. */
  readonly fails?: string;
  /** The code with which it fails where it has become too large. */
  readonly mayFail?: string;
  /** Default {@link DEFAULT_SIZE}; it is doubled twice. */
  readonly size?: number;
};

/** Cases by node type. */
export type GrowthCases = { readonly [type: string]: readonly GrowthCase[] };

export const DEFAULT_SIZE = 200;

/** A list of so many. */
export function times<T>(size: number, make: (index: number) => T): T[] {
  return Array.from({ length: size }, (_none, index) => make(index));
}

/** An object of so many fields. */
export function fieldsOf(size: number, value: (index: number) => JsonValue, prefix = 'k'): JsonObject {
  return Object.fromEntries(times(size, (index) => [`${prefix}${index}`, value(index)]));
}

/** A value in lists in lists. */
export function nestedIn(depth: number, value: JsonValue): JsonValue {
  return times(depth, () => null).reduce<JsonValue>((inner) => [inner], value);
}

/** A case over these items. */
export function overItems(
  name: string,
  config: JsonObject,
  items: (size: number) => readonly JsonObject[],
  more: Partial<GrowthCase> = {},
): GrowthCase {
  return { name, of: (size) => ({ config, items: items(size) }), ...more };
}

/** A case with one item and a config that grows. */
export function withConfig(
  name: string,
  config: (size: number) => JsonObject,
  more: Partial<GrowthCase> & { readonly json?: (size: number) => JsonObject } = {},
): GrowthCase {
  const { json = () => ({}), ...rest } = more;
  return { name, of: (size) => ({ config: config(size), items: [json(size)] }), ...rest };
}

/** A case with two lists of items. */
export function withLists(
  name: string,
  config: JsonObject,
  lists: { readonly handles: readonly [string, string]; readonly of: (size: number) => readonly [Item[], Item[]] },
  more: Partial<GrowthCase> = {},
): GrowthCase {
  const [one, other] = lists.handles;
  return {
    name,
    of: (size) => {
      const [first, second] = lists.of(size);
      return { config, inputs: { [one]: first, [other]: second } };
    },
    ...more,
  };
}

/** A server that answers all with this. */
export function answering(
  body: string | JsonValue,
  headers: { readonly [name: string]: string } = { 'content-type': 'application/json' },
): () => IncomingResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  return () => ({ status: 200, statusText: 'OK', url: 'https://example.com/', headers, body: bytes });
}

/** A text file. */
export function textFile(text: string, name = 'a.txt'): BinaryData {
  return { data: btoa(text), mime_type: 'text/plain', file_name: name };
}

/** Cases for texts that are a part many times over. */
export function repeating(
  config: JsonObject,
  parts: readonly (string | readonly [before: string, part: string, after: string])[],
  more: Partial<GrowthCase> = {},
): GrowthCase[] {
  return parts.map((given) => {
    const [before, part, after] = typeof given === 'string' ? ['', given, ''] : given;
    return withConfig(
      `${JSON.stringify(given)} ${JSON.stringify(config)}`,
      (size) => ({ ...config, text: `${before}${part.repeat(Math.ceil(size / part.length))}${after}` }),
      more,
    );
  });
}

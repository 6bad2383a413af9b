import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json/json.ts';
import { decodeBase64Url } from '../shared/text/canonical-base64.ts';

/** The sort key of the last row of a page, e.g. its `created_at` in ISO 8601 and its id. */
export type CursorPosition = readonly (string | number)[];

/**
 * Opaque, signed cursors for keyset pagination. A cursor fits only the list and the filter that it was made for
 * (`{ list: 'workflows', workspace_id, status, … }`) and lives for 24 hours, so that the shape of a position may change.
 */
export type Cursors = {
  encode(position: CursorPosition, filter: JsonObject, now: number): string;
  /** Throws `AppError` 400 `cursor.invalid` or `cursor.expired`. */
  decode(cursor: string, filter: JsonObject, now: number): CursorPosition;
};

/** How long a cursor lives, in milliseconds. */
export const CURSOR_LIFETIME_MS = 24 * 60 * 60 * 1000;

const bodySchema = z.tuple([z.number(), z.string(), z.array(z.union([z.string(), z.number()]))]);

/** Cursors signed under a secret, which may serve other purposes too: the key is derived from it. */
export function createCursors(secret: string): Cursors {
  const key = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.cursor.v1'));
  return {
    encode: (position, filter, now) => {
      const body = base64url.encode(JSON.stringify([now + CURSOR_LIFETIME_MS, hashFilter(filter), position]));
      return `${body}.${sign(body, key)}`;
    },
    decode: (cursor, filter, now) => {
      const [expiresAt, filterHash, position] = read(cursor, key);
      if (filterHash !== hashFilter(filter)) throw invalidCursor();
      if (expiresAt <= now)
        throw new AppError('cursor.expired', 400, 'The cursor has expired; start from the first page.');
      return position;
    },
  };
}

function read(cursor: string, key: Uint8Array): z.infer<typeof bodySchema> {
  const [body = '', mac = '', ...more] = cursor.split('.');
  const bytes = decodeBase64Url(body);
  // No need for constant time: a cursor grants nothing, the query is bound to the workspace whatever the position.
  if (bytes === null || more.length > 0 || sign(body, key) !== mac) throw invalidCursor();
  return bodySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

function sign(body: string, key: Uint8Array): string {
  return base64url.encode(hmac(sha256, key, utf8ToBytes(body)));
}

/** Independent of the order of keys. */
function hashFilter(filter: JsonObject): string {
  const entries = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return base64url.encode(sha256(utf8ToBytes(JSON.stringify(entries))).subarray(0, 12));
}

function invalidCursor(): AppError {
  return new AppError('cursor.invalid', 400, 'The cursor does not belong to this list.');
}

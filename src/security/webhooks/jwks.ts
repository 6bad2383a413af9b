import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

/** Keys of one set that are looked at, at most. */
const MAX_KEYS = 50;

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(MAX_KEYS) });

/** The keys of a JSON Web Key Set (RFC 7517 §5), or `null` for bytes that are none. */
export function parseJwks(bytes: Uint8Array): JSONWebKeySet | null {
  try {
    return keySetSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)));
  } catch {
    return null;
  }
}

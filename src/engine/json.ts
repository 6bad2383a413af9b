import type { Numeric } from '../numbers/exact-number.ts';

/** A JSON value as RFC 8259 describes it, without `undefined`, functions or dates. */
export type JsonValue = null | boolean | Numeric | string | readonly JsonValue[] | JsonObject;

/** A JSON object. Only its own enumerable properties count. */
export type JsonObject = { readonly [key: string]: JsonValue };

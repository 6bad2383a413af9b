import { isObject } from '../../shared/json/json.ts';

/** The keys of `parsed`: first those that were written, as they were, then those that parsing has added. */
function orderedKeys(written: object, parsed: object): readonly string[] {
  return [...new Set([...Object.keys(written), ...Object.keys(parsed)])].filter((key) => Object.hasOwn(parsed, key));
}

function order(written: unknown, parsed: unknown): unknown {
  if (written === parsed) return parsed;
  if (Array.isArray(written) && Array.isArray(parsed)) return parsed.map((entry, at) => order(written[at], entry));
  if (!isObject(written) || !isObject(parsed)) return parsed;
  return Object.fromEntries(
    orderedKeys(written, parsed).map((key) => [
      key,
      order(Object.hasOwn(written, key) ? written[key] : null, parsed[key]),
    ]),
  );
}

/**
 * What a schema has made of a JSON value, with the keys of its objects in the order in which they were written: schemas give
 * them in an order of their own.
 */
export function inWrittenOrder<Parsed>(written: unknown, parsed: Parsed): Parsed {
  // The same keys with the same values: only their order is another.
  return order(written, parsed) as Parsed;
}

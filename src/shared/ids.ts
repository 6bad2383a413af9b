import { parse, v7, validate, version } from 'uuid';

/** A source of UUIDv7 (RFC 9562 §5.7), given the moment in milliseconds since the epoch. */
export type IdSource = (now: number) => string;

/** A new UUIDv7 whose time part is `now`. */
export function newId(now: number): string {
  return v7({ msecs: now });
}

/** Whether the text is a UUID of any version, in lower or upper case. */
export function isUuid(text: string): boolean {
  return validate(text);
}

/** The last millisecond of the year 9999: what comes later, Postgres does not read as ISO 8601. */
const LATEST = Date.UTC(10_000, 0) - 1;

/** The moment that a UUIDv7 carries, in milliseconds since the epoch, up to the year 9999; `null` for anything else. */
export function timeOfId(id: string): number | null {
  if (!validate(id) || version(id) !== 7) return null;
  const time = parse(id)
    .subarray(0, 6)
    .reduce((sum, byte) => sum * 256 + byte, 0);
  return time <= LATEST ? time : null;
}

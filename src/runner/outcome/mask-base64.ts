import { secretPlaces } from './secret-places.ts';

/** What stands in a file in place of each byte of a secret, so that the file is as long as it was. */
const FILLER = '*';

function decode(data: string): string | null {
  try {
    return atob(data);
  } catch {
    return null;
  }
}

function hide(text: string, secrets: readonly string[]): string {
  const places = secretPlaces(text, secrets);
  const ends = [0, ...places.map(({ end }) => end)];
  const hidden = places.map(({ start, end }, index) => text.slice(ends[index], start) + FILLER.repeat(end - start));
  return places.length === 0 ? text : [...hidden, text.slice(ends.at(-1))].join('');
}

/**
 * Base64 (RFC 4648 §4) of bytes in which all secrets became other characters, as long as they were. What is no base64 is masked
 * as the text that it is.
 */
export function maskBase64(data: string, secrets: readonly string[]): string {
  const bytes = decode(data);
  if (bytes === null) return hide(data, secrets);
  const masked = hide(bytes, secrets);
  return masked === bytes ? data : btoa(masked);
}

import { createTextFinder, merged, type TextFinder } from './find-secrets.ts';

/** What stands in a file in place of each byte of a secret, so that the file is as long as it was. */
const FILLER = '*';

/** The UTF-8 bytes of a text, each as one character. */
function asBytes(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : String.fromCharCode(...new TextEncoder().encode(text));
}

function decode(data: string): string | null {
  try {
    return atob(data);
  } catch {
    return null;
  }
}

/** The finders of the bytes of secrets, by their lists. */
const finders = new WeakMap<readonly string[], TextFinder>();

function finderOf(secrets: readonly string[]): TextFinder {
  const finder = finders.get(secrets) ?? createTextFinder(secrets.map(asBytes));
  finders.set(secrets, finder);
  return finder;
}

function hide(text: string, secrets: readonly string[]): string {
  const spans = merged(finderOf(secrets).spans(text));
  const ends = [0, ...spans.map(({ end }) => end)];
  const hidden = spans.map(({ start, end }, index) => text.slice(ends[index], start) + FILLER.repeat(end - start));
  return spans.length === 0 ? text : [...hidden, text.slice(ends.at(-1))].join('');
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

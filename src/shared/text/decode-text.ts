import { charsetOfMark, charsetOfType, charsetWithin, type TextKind } from './charset.ts';

/** What is known of bytes that hold a text. `charset` comes from a person, and wins over the content type. */
export type TextBytes = {
  readonly bytes: Uint8Array;
  readonly kind: TextKind;
  readonly contentType?: string | undefined;
  readonly charset?: string | undefined;
};

/** A text that was read, or why it could not be: its character set is unknown, or its bytes are none of it. */
export type DecodedText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'unknown_charset'; readonly charset: string }
  | { readonly type: 'bad_bytes'; readonly charset: string };

/** Character sets that nobody knows here, and whose bytes look like ASCII without being it. */
const LOOKS_LIKE_ASCII = /^(unicode-?1-?1-?)?utf-?7|^hz|^(cs)?iso-?2022-?(kr|cn)/;
const REPLACED = '\ufffd';
/** How many characters before and after the first broken one tell what a text is. */
const SAMPLE = 50_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON cannot hold, and UTF-16 and ISO-2022 do.
const NOT_JSON = /[\0\x1b]/;

/**
 * Decodes bytes by their byte order mark, else by the character set that their content type names, else by what they say
 * themselves (XML declaration, `<meta>`), else as UTF-8. JSON is UTF-8 whatever is said of it, if its bytes are (RFC 8259).
 * The byte order mark is left out. Bytes that fit nowhere are `bad_bytes`.
 */
export function decodeStrictly(source: TextBytes): DecodedText {
  const charset = charsetOf(source) ?? 'utf-8';
  return decodeAs(charset, source.bytes, (decoder) => strict(decoder, source.bytes));
}

/**
 * Like {@link decodeStrictly}, but never `bad_bytes`: a broken character becomes U+FFFD. Bytes that nobody said anything
 * about and that are not UTF-8 are windows-1252, as in browsers, unless most of what is not ASCII is UTF-8.
 */
export function decodeLeniently(source: TextBytes): DecodedText {
  const charset = charsetOf(source);
  if (charset === undefined) return { type: 'text', text: guess(source.bytes) };
  return decodeAs(charset, source.bytes, ({ encoding }) => new TextDecoder(encoding).decode(source.bytes));
}

/** The character set of bytes by all that is known of them; `undefined` if nothing is. */
export function charsetOf({ bytes, kind, contentType = '', charset }: TextBytes): string | undefined {
  const marked = charsetOfMark(bytes);
  if (marked !== undefined || charset !== undefined) return marked ?? charset;
  const named = charsetOfType(contentType) ?? charsetWithin(bytes, kind);
  if (kind !== 'json' || named === undefined || named === 'utf-8') return named;
  const text = strict(utf8(), bytes);
  return text === null || NOT_JSON.test(text) ? named : 'utf-8';
}

/** The decoder of a character set by any of its names in the Encoding Standard; `null` if it has none. */
export function decoderFor(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: false });
  } catch {
    return null;
  }
}

function decodeAs(charset: string, bytes: Uint8Array, decode: (decoder: TextDecoder) => string | null): DecodedText {
  const decoder = decoderFor(charset);
  if (decoder === null) return decodeUnknown(charset, bytes);
  const text = decode(decoder);
  return text === null ? { type: 'bad_bytes', charset } : { type: 'text', text };
}

/** The beginning of a text for a message, as well as it can be read: as many characters as `length` bytes hold. */
export function startOfText(source: TextBytes, length: number): string {
  const known = decoderFor(charsetOf(source) ?? '')?.encoding;
  const start = source.bytes.subarray(0, length);
  // As a stream, so that a character that the cut parts is left out.
  const text = new TextDecoder(known ?? 'utf-8').decode(start, { stream: true });
  return known === undefined && text.includes(REPLACED) ? guess(start) : text;
}

/** Names that nobody knows stand before texts in UTF-8, too (`utf8mb4`, `none`). */
function decodeUnknown(charset: string, bytes: Uint8Array): DecodedText {
  const text = LOOKS_LIKE_ASCII.test(charset) ? null : strict(utf8(), bytes);
  return text === null || NOT_JSON.test(text) ? { type: 'unknown_charset', charset } : { type: 'text', text };
}

function utf8(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
}

function strict(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function guess(bytes: Uint8Array): string {
  const sound = strict(utf8(), bytes);
  if (sound !== null) return sound;
  const text = new TextDecoder().decode(bytes);
  const first = text.indexOf(REPLACED);
  const sample = text.slice(Math.max(0, first - SAMPLE), first + SAMPLE);
  const broken = sample.split(REPLACED).length - 1;
  const notAscii = sample.match(/[^\0-\x7f]/gu)?.length ?? 0;
  return broken * 2 > notAscii ? new TextDecoder('windows-1252').decode(bytes) : text;
}

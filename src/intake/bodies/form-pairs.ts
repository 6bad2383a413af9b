import { charsetOfType } from '../../shared/text/charset.ts';
import { decodeLeniently, decodeStrictly } from '../../shared/text/decode-text.ts';
import { invalidUtf8 } from './body.errors.ts';
import { type BodyBytes, textOrRefusal } from './body-text.ts';

type Pair = readonly [name: string, value: string];

/** The field in which browsers write the character set of a form, if it has one of that name (HTML §4.10.22.5). */
const CHARSET_FIELD = /(?:^|&)_charset_=([\w.:-]+)/;
/** A percent-encoded byte that is not ASCII. */
const WIDE_BYTE = /%[89a-f][0-9a-f]/i;
const UTF_8 = /^utf-?8$/i;
const CHUNK = 0x8000;

/** A text that has a character from U+0000 to U+00FF for each byte. */
export function byteText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return parts.join('');
}

/** The bytes of a text that {@link byteText} made. */
export function bytesOfText(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * The pairs of a form (`application/x-www-form-urlencoded`), in the character set that its content type or its field
 * `_charset_` names; else UTF-8. Throws `AppError` 400 `input.invalid_utf8`, `input.invalid_characters`,
 * `input.unknown_charset`.
 */
export function formPairs({ bytes, contentType, utf8 }: BodyBytes): Iterable<Pair> {
  const charset = charsetOfType(contentType) ?? CHARSET_FIELD.exec(utf8 ?? byteText(bytes))?.[1]?.toLowerCase();
  if (charset !== undefined && !UTF_8.test(charset)) return pairsOf(byteText(bytes), charset);
  if (utf8 === null) throw invalidUtf8();
  const text = utf8.startsWith('\ufeff') ? utf8.slice(1) : utf8;
  return charset === undefined && WIDE_BYTE.test(text)
    ? pairsOf(byteText(new TextEncoder().encode(text)), undefined)
    : new URLSearchParams(text);
}

/** The pairs of a query. What is percent-encoded and not UTF-8 is windows-1252, as older senders write it. */
export function queryPairs(search: string): Iterable<Pair> {
  return WIDE_BYTE.test(search) ? pairsOf(search.replace(/^\?/, ''), undefined) : new URLSearchParams(search);
}

/** One pair after the other, so that whoever counts them can stop. */
function* pairsOf(text: string, charset: string | undefined): Generator<Pair> {
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('&', at);
    const part = text.slice(at, end === -1 ? text.length : end);
    at = end === -1 ? text.length + 1 : end + 1;
    if (part === '') continue;
    const split = part.indexOf('=');
    const [name, value] = split === -1 ? [part, ''] : [part.slice(0, split), part.slice(split + 1)];
    yield [decodePart(name, charset), decodePart(value, charset)];
  }
}

function decodePart(part: string, charset: string | undefined): string {
  const plain = part
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const source = { bytes: bytesOfText(plain), kind: 'plain', charset } as const;
  return textOrRefusal(charset === undefined ? decodeLeniently(source) : decodeStrictly(source));
}

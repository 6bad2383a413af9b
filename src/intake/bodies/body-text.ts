import type { TextKind } from '../../shared/text/charset.ts';
import { charsetOf, type DecodedText, decodeStrictly } from '../../shared/text/decode-text.ts';
import { invalidCharacters, invalidUtf8, unknownCharset } from './body.errors.ts';

/** The body of a call. `utf8` is its text with its byte order mark, if it is UTF-8. */
export type BodyBytes = {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly utf8: string | null;
};

/** The body with its text, if it is UTF-8. */
export function bodyBytes(bytes: Uint8Array, contentType: string): BodyBytes {
  return { bytes, contentType, utf8: asUtf8(bytes) };
}

/**
 * The text of a body, in the character set that its byte order mark, its content type or the text itself names; else UTF-8.
 * Throws `AppError` 400 `input.invalid_utf8`, `input.invalid_characters`, `input.unknown_charset`.
 */
export function bodyText({ bytes, contentType, utf8 }: BodyBytes, kind: TextKind): string {
  const charset = charsetOf({ bytes, contentType, kind });
  if (charset !== undefined && charset !== 'utf-8') return textOrRefusal(decodeStrictly({ bytes, kind, charset }));
  if (utf8 === null) throw invalidUtf8();
  return utf8.startsWith('\ufeff') ? utf8.slice(1) : utf8;
}

/** The text, or the `AppError` 400 for what could not be read. */
export function textOrRefusal(decoded: DecodedText): string {
  switch (decoded.type) {
    case 'text':
      return decoded.text;
    case 'bad_bytes':
      throw decoded.charset === 'utf-8' ? invalidUtf8() : invalidCharacters(decoded.charset);
    case 'unknown_charset':
      throw unknownCharset(decoded.charset);
  }
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

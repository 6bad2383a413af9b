import { charsetOfType, headerParameter } from '../../shared/text/charset.ts';
import { decodeStrictly } from '../../shared/text/decode-text.ts';
import { textOrRefusal } from './body-text.ts';
import { bytesOfText, byteText } from './form-pairs.ts';

const NAMES_CHARSET = /charset/i;
/** The part that names the character set of all parts that do not name their own (RFC 7578 §4.6). */
const CHARSET_PART = /\bname="?_charset_"?[^\r\n]*\r\n\r\n([\w.:-]+)\r\n/i;
const PART_TYPE = /^content-type:([^\r\n]*)/im;
const UTF_8 = /^utf-?8$/i;

/**
 * The bytes of a multipart form with all of its texts in UTF-8, for the platform reads them so. Files stay as they are: their
 * type tells their character set. Throws `AppError` 400 `input.invalid_characters`, `input.unknown_charset`.
 */
export function withTextsInUtf8(bytes: Uint8Array, contentType: string): Uint8Array {
  const boundary = headerParameter(contentType, 'boundary');
  if (boundary === undefined || !NAMES_CHARSET.test(new TextDecoder('latin1').decode(bytes))) return bytes;
  const text = byteText(bytes);
  const common = CHARSET_PART.exec(text)?.[1];
  const delimiter = `--${boundary}`;
  return bytesOfText(
    text
      .split(delimiter)
      .map((part) => recoded(part, common))
      .join(delimiter),
  );
}

function recoded(part: string, common: string | undefined): string {
  const end = part.indexOf('\r\n\r\n');
  if (end === -1) return part;
  const head = part.slice(0, end);
  const charset = charsetOfType(PART_TYPE.exec(head)?.[1] ?? '') ?? common;
  if (charset === undefined || UTF_8.test(charset)) return part;
  return /;\s*filename\*?=/i.test(head) ? part : inUtf8(part, charset);
}

function inUtf8(text: string, charset: string): string {
  const decoded = decodeStrictly({ bytes: bytesOfText(text), kind: 'plain', charset });
  return byteText(new TextEncoder().encode(textOrRefusal(decoded)));
}

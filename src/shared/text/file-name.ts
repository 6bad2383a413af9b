import { headerParameter } from './charset.ts';
import { decoderFor } from './decode-text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const CONTROLS = /[\0-\x1f\x7f]/g;
const EXTENDED = /^([\w.:+-]+)'[\w-]*'(.*)$/;

/** The name of a file without a path, whichever way its slashes lean; `undefined` if nothing is left, or dots alone. */
export function lastSegment(name: string): string | undefined {
  const last = name.replace(CONTROLS, '').split(/[/\\]/).at(-1)?.trim() ?? '';
  return /^\.*$/.test(last) ? undefined : last;
}

/**
 * The file name in a `Content-Disposition` header (RFC 6266): `filename*` in its character set (RFC 8187) before `filename`,
 * and only the last segment of either.
 */
export function fileNameOf(disposition: string): string | undefined {
  const extended = headerParameter(disposition, 'filename*');
  const decoded = extended === undefined ? undefined : decodeExtended(extended);
  const name = decoded ?? headerParameter(disposition, 'filename');
  return name === undefined ? undefined : lastSegment(decoded ?? readAsUtf8(name));
}

/** The last segment of a URL's path as a file name, with its percent-encodings read. */
export function fileNameOfUrl(url: string): string | undefined {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  return lastSegment(decodePercents(last, 'utf-8') ?? last);
}

function decodeExtended(value: string): string | undefined {
  const [, charset = '', text = ''] = EXTENDED.exec(value) ?? [];
  return decodePercents(text, charset);
}

function decodePercents(text: string, charset: string): string | undefined {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeBytes(bytes, charset);
}

/** Servers write UTF-8 into headers, which the platform reads byte by byte. */
function readAsUtf8(name: string): string {
  return decodeBytes(name, 'utf-8') ?? name;
}

/** A text that has one character for each byte; `undefined` if it is none, or not of the character set. */
function decodeBytes(text: string, charset: string): string | undefined {
  if (/[^\0-\xff]/.test(text)) return undefined;
  try {
    return decoderFor(charset)?.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

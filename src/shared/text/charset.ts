/** What kind of text bytes hold. Each has its own place where it says its character set. */
export type TextKind = 'html' | 'xml' | 'json' | 'plain';

const MARKS: readonly (readonly [mark: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];
/** How `<?` and `{"` begin in UTF-16 without a byte order mark: the zeros tell the order of the bytes. */
const WIDE: readonly (readonly [pattern: readonly [boolean, boolean, boolean, boolean], charset: string])[] = [
  [[false, true, false, true], 'utf-16le'],
  [[true, false, true, false], 'utf-16be'],
];
/** How far into a document its own declaration is looked for. HTML asks for its first 1024 bytes; many pages are late. */
const SEARCHED = 8192;

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;
const XML_ENCODING = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/i;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const META = /<meta[\s/]([^>]*)>/gi;
const ATTRIBUTE = /(?<![^\s=/"'>])([^\s=/"'>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

/** A parameter of a header such as `Content-Type` (RFC 9110 §5.6.6), without its quotes; `undefined` if there is none.
 * A backslash before another character than a quote stays: it is in a path of Windows. */
export function headerParameter(header: string, wanted: string): string | undefined {
  for (const [, name = '', value = ''] of header.matchAll(PARAMETER)) {
    if (name.toLowerCase() !== wanted) continue;
    return value.startsWith('"') ? value.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1') : value.trim();
  }
  return undefined;
}

/** The character set that a content type names, in lower case. A second one that was joined by a comma does not count. */
export function charsetOfType(contentType: string): string | undefined {
  const [named = ''] = (headerParameter(contentType, 'charset') ?? '').split(',');
  const charset = named.replace(/^[\s'"]+|[\s'"]+$/g, '').toLowerCase();
  return charset === '' ? undefined : charset;
}

/** The media type of a content type, without parameters and in lower case. */
export function mediaTypeOf(contentType: string): string {
  return contentType.split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? '';
}

/** What kind of text a content type stands for. */
export function textKindOf(contentType: string): TextKind {
  const type = mediaTypeOf(contentType);
  if (type === 'text/html') return 'html';
  if (/[/+]xml$/.test(type)) return 'xml';
  return /[/+]json$/.test(type) ? 'json' : 'plain';
}

/** The character set by the byte order mark that bytes begin with. */
export function charsetOfMark(bytes: Uint8Array): string | undefined {
  return MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
}

/** The character set that a document names itself: in its XML declaration or a `<meta>`, or by the form of UTF-16. */
export function charsetWithin(bytes: Uint8Array, kind: TextKind): string | undefined {
  if (kind === 'plain') return undefined;
  const wide = WIDE.find(([pattern]) => pattern.every((zero, index) => (bytes[index] === 0) === zero))?.[1];
  if (wide !== undefined || kind === 'json') return wide;
  const start = String.fromCharCode(...bytes.subarray(0, SEARCHED));
  const named = (kind === 'html' ? metaCharset(start) : undefined) ?? XML_ENCODING.exec(start)?.[1]?.toLowerCase();
  // What could be read byte by byte is not in UTF-16, whatever it says (HTML §13.2.3.2).
  return named?.startsWith('utf-16') ? 'utf-8' : named;
}

function metaCharset(start: string): string | undefined {
  for (const [, text = ''] of start.replace(COMMENT, '').matchAll(META)) {
    const attributes = new Map(
      [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
        name.toLowerCase(),
        double ?? single ?? bare ?? '',
      ]),
    );
    const isContentType = attributes.get('http-equiv')?.toLowerCase() === 'content-type';
    const named =
      attributes.get('charset') ?? (isContentType ? charsetOfType(attributes.get('content') ?? '') : undefined);
    if (named !== undefined && named.trim() !== '') return named.trim().toLowerCase();
  }
  return undefined;
}

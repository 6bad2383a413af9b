/** Entities as servers write them into HTML and XML. */
function inHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function escapedAscii(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function strictly(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A text as a server might send it back, by the name of the spelling. Nothing here is shared with what masks secrets. */
export function spellings(text: string): { readonly [name: string]: string } {
  const url = encodeURIComponent(text);
  const json = JSON.stringify(text);
  const at = (before: number, encoding: BufferEncoding): string =>
    Buffer.from(`${'?'.repeat(before)}${text}?`).toString(encoding);
  return {
    raw: text,
    url,
    url_lower: url.replaceAll(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase()),
    url_strict: strictly(text),
    url_twice: encodeURIComponent(url),
    form: new URLSearchParams({ text }).toString().slice('text='.length),
    json,
    json_slash: json.replaceAll('/', '\\/'),
    json_ascii: escapedAscii(text),
    json_twice: JSON.stringify(json),
    html: inHtml(text),
    base64_0: at(0, 'base64'),
    base64_1: at(1, 'base64'),
    base64_2: at(2, 'base64'),
    base64url_0: at(0, 'base64url'),
    base64url_1: at(1, 'base64url'),
    base64url_2: at(2, 'base64url'),
    hex: Buffer.from(text).toString('hex'),
    hex_upper: Buffer.from(text).toString('hex').toUpperCase(),
  };
}

/** The characters of a base64 text that hold bits of the inner bytes alone, whatever stands around them. */
function ownPart(encoded: string, before: number, length: number): string {
  return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + length) * 8) / 6));
}

/** What a text must not be found by: each spelling without what its surroundings decide. */
export function traces(text: string): readonly string[] {
  const { length } = Buffer.from(text);
  const found = Object.entries(spellings(text)).map(([name, spelt]) => {
    const before = /^base64(?:url)?_(\d)$/.exec(name)?.[1];
    if (before !== undefined) return ownPart(spelt, Number(before), length);
    return name.startsWith('json') ? spelt.replace(/^[\\"]+/, '').replace(/[\\"]+$/, '') : spelt;
  });
  return [...new Set(found)];
}

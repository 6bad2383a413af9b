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

/** As Go and .NET write JSON: marks that HTML knows are numbers, and the digits of those are capitals. */
function jsonForHtml(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[&<>+'\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function inNumbers(text: string): string {
  return Array.from(text, (char) => `&#${char.codePointAt(0)};`).join('');
}

function everyByte(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Base64 as mails have it (RFC 2045 §6.8), with the text over the end of a line. */
function inMail(text: string): string {
  const encoded = Buffer.from(`${'?'.repeat(50)}${text}?`).toString('base64');
  return (encoded.match(/.{1,76}/g) ?? []).join('\r\n');
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
    json_for_html: jsonForHtml(text),
    html_numbers: inNumbers(text),
    url_bytes: everyByte(text),
    base64_mail: inMail(text),
    mail_in_json: JSON.stringify(inMail(text)),
    base64_utf16: Buffer.from(`?${text}?`, 'utf16le').toString('base64'),
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
    if (name === 'base64_utf16') return ownPart(spelt, 2, 2 * text.length);
    if (name.includes('mail')) return ownPart(spelt.replaceAll(/\\r\\n|\r\n|"/g, ''), 50, length);
    return name.startsWith('json') ? spelt.replace(/^[\\"]+/, '').replace(/[\\"]+$/, '') : spelt;
  });
  return [...new Set(found)];
}

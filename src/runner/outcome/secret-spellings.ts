import { encodeBase64 } from '../../nodes/values/base64.ts';
import { encodeHex } from '../../nodes/values/hex.ts';
import { latin1Bytes, utf8Bytes, utf16Bytes } from './written-bytes.ts';

const ENTITIES: readonly (readonly [char: string, entities: readonly string[]])[] = [
  ['&', ['&amp;']],
  ['<', ['&lt;']],
  ['>', ['&gt;']],
  ['"', ['&quot;', '&#34;']],
  ["'", ['&#39;', '&#x27;', '&apos;']],
];

/** As servers write it into HTML and XML: one text for each way in which they write quotes. */
function htmlForms(text: string): readonly string[] {
  return [0, 1, 2].map((way) =>
    ENTITIES.reduce((written, [char, names]) => written.replaceAll(char, names[way] ?? names[0] ?? char), text),
  );
}

/** What JSON writes, with its choices, and what writes JSON within JSON. */
function jsonForms(text: string): readonly string[] {
  const once = JSON.stringify(text).slice(1, -1);
  const ascii = once.replaceAll(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [once, once.replaceAll('/', '\\/'), ascii, JSON.stringify(once).slice(1, -1)];
}

/** What stands in a URL, in a form, in the parameters of OAuth 1.0a (RFC 5849 §3.6), and in one of these within another. */
function urlForms(text: string): readonly string[] {
  const inForm = new URLSearchParams([['', text]]).toString().slice(1);
  const inUrl = encodeURIComponent(text.toWellFormed());
  const strictly = inUrl.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = inUrl.replaceAll(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
  const addresses = inQuery(text);
  return [inUrl, strictly, lower, inForm, addresses, ...[inUrl, strictly].map(encodeURIComponent)];
}

/** As a parsed URL has it that was given the text as it is: some characters are escaped, some are not. */
function inQuery(text: string): string {
  const url = new URL('https://a.test/');
  url.search = text;
  return url.search.slice(1);
}

/** The bytes of a text in UTF-8 and, where they are others, in Latin-1. */
function bytesOf(text: string): readonly Uint8Array[] {
  const utf8 = utf8Bytes(text);
  const latin1 = latin1Bytes(text);
  return latin1 === null || latin1.length === utf8.length ? [utf8] : [utf8, latin1];
}

/** How base64 may write bytes, wherever in what is encoded they stand: three ways, by the bytes before them. */
function base64Forms(bytes: Uint8Array): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = new Uint8Array(before + bytes.length);
    padded.set(bytes, before);
    // Characters that hold bits of a byte before or behind the secret are not of it alone.
    const own = encodeBase64(padded).slice(Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function hexForms(bytes: Uint8Array): readonly string[] {
  const hex = encodeHex(bytes);
  return [hex, hex.toUpperCase()];
}

/** The forms of a longer text, such as a key of many lines, take much room: its UTF-16 is of the text as it is alone. */
const SHORT_TEXT = 300;

/** A text as it is, and as it looks in URLs, forms, JSON and HTML, each of them in base64, too, and in hexadecimal; so is its UTF-16. */
export function spellingsOf(text: string): ReadonlySet<string> {
  const written = new Set([text, ...urlForms(text), ...jsonForms(text), ...htmlForms(text)]);
  const wide = text.length <= SHORT_TEXT ? [...written] : [text];
  const encoded = [...[...written].flatMap(bytesOf), ...wide.flatMap(utf16Bytes)];
  return new Set([...written, ...encoded.flatMap(base64Forms), ...encoded.flatMap(hexForms)]);
}

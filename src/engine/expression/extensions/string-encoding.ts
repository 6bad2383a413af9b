import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_512 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { splitText } from '../../text/find-text.ts';
import { parseJson, stringifyJson } from '../library/json.ts';
import type { MethodTable } from '../methods/method-table.ts';
import { burden, chargeSearch, produce, type Run, spend } from '../run.ts';
import { optionalText, unfit } from './arguments.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { removeMarkdown } from './markdown.ts';
import { withoutTags } from './remove-tags.ts';

type Args = readonly unknown[];

const HASHES: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map<
  string,
  (bytes: Uint8Array) => Uint8Array
>([
  ['md5', md5],
  ['sha1', sha1],
  ['sha224', sha224],
  ['sha256', sha256],
  ['sha384', sha384],
  ['sha512', sha512],
  ['sha3', sha3_512],
  ['ripemd160', ripemd160],
]);

function hash(run: Run, text: string, [algorithm]: Args): string {
  const name = optionalText('hash', algorithm, 'md5').toLowerCase();
  if (name === 'base64') return toBase64(run, text);
  const digest = HASHES.get(name);
  if (digest === undefined) throw unfit('hash', `"${name}" is none of ${[...HASHES.keys(), 'base64'].join(', ')}.`);
  spend(run, 100 + (text.length >>> 3));
  produce(run, text.length);
  burden(run, text.length);
  return bytesToHex(digest(utf8ToBytes(text)));
}

function toBase64(run: Run, text: string): string {
  produce(run, 2 * text.length);
  burden(run, text.length >>> 2);
  return encodeBase64(text);
}

function fromBase64(run: Run, text: string): string {
  produce(run, text.length);
  try {
    return decodeBase64(text);
  } catch {
    throw unfit('base64Decode', 'the text is not Base64.');
  }
}

function urlEncode(run: Run, text: string, [entire]: Args): string {
  produce(run, 3 * text.length);
  return entire ? encodeURI(text) : encodeURIComponent(text);
}

function urlDecode(run: Run, text: string, [entire]: Args): string {
  produce(run, text.length);
  return entire ? decodeURI(text) : decodeURIComponent(text);
}

/** The text in quotation marks; marks and backslashes within it are escaped. */
function quote(run: Run, text: string, [mark]: Args): string {
  const sign = optionalText('quote', mark, '"');
  const escaped = text.replaceAll('\\', '\\\\');
  produce(run, 2 * escaped.length + 2 * sign.length);
  if (sign === '') return escaped;
  chargeSearch(run, escaped, sign);
  return `${sign}${splitText(escaped, sign).join(`\\${sign}`)}${sign}`;
}

function removeTags(run: Run, text: string): string {
  spend(run, text.length >>> 6);
  produce(run, text.length);
  burden(run, text.length >>> 3);
  return withoutTags(text);
}

/** Methods that write a text in another form, or read it from one. */
export const STRING_ENCODING: MethodTable<string> = {
  hash,
  base64Encode: toBase64,
  base64Decode: fromBase64,
  urlEncode,
  urlDecode,
  quote,
  removeTags,
  removeMarkdown,
  parseJson,
  toJsonString: (run, text) => stringifyJson(run, text),
};

import { elementAt } from '../structure/element.ts';

/**
 * The host looks for a text in another in a time that may grow with the product of their lengths (`aaab…` in `aaaa…`). Up to
 * this product it is the faster way even so.
 */
const HOST_PRODUCT = 10_000_000;

/** Up to this length of what is sought, the host is quick whatever the texts are. */
const SHORT = 32;

function suitsHost(text: string, part: string): boolean {
  return part.length <= SHORT || text.length * part.length <= HOST_PRODUCT;
}

/** What a search may cost, in steps of about 50 ns. */
export function searchSteps(text: string, part: string): number {
  if (suitsHost(text, part)) return 1 + Math.floor((text.length * Math.max(64, part.length)) / 16_384);
  return 1 + ((text.length + part.length) >>> 4);
}

/** `String.prototype.indexOf`, in linear time. */
export function indexOfText(text: string, part: string, from = 0): number {
  if (suitsHost(text, part)) return text.indexOf(part, from);
  const start = Math.min(Math.max(0, Math.trunc(from) || 0), text.length);
  const found = find(text.length - start, part.length, {
    textAt: (index) => text.charCodeAt(start + index),
    partAt: (index) => part.charCodeAt(index),
  });
  return found === -1 ? -1 : start + found;
}

/** `String.prototype.lastIndexOf`, in linear time. */
export function lastIndexOfText(text: string, part: string, from = Number.POSITIVE_INFINITY): number {
  if (suitsHost(text, part)) return text.lastIndexOf(part, from);
  const start = Number.isNaN(from) ? Number.POSITIVE_INFINITY : Math.max(0, Math.trunc(from));
  const end = Math.min(text.length, start + part.length);
  const found = find(end, part.length, {
    textAt: (index) => text.charCodeAt(end - 1 - index),
    partAt: (index) => part.charCodeAt(part.length - 1 - index),
  });
  return found === -1 ? -1 : end - found - part.length;
}

/** `String.prototype.split` by a text that is not empty, in linear time. */
export function splitText(text: string, separator: string): string[] {
  if (suitsHost(text, separator)) return text.split(separator);
  const pieces: string[] = [];
  let position = 0;
  for (let at = indexOfText(text, separator); at !== -1; at = indexOfText(text, separator, position)) {
    pieces.push(text.slice(position, at));
    position = at + separator.length;
  }
  pieces.push(text.slice(position));
  return pieces;
}

type Readers = { readonly textAt: (index: number) => number; readonly partAt: (index: number) => number };

/** The search of Knuth, Morris and Pratt: the first place of `count` characters within `length` of them. */
function find(length: number, count: number, { textAt, partAt }: Readers): number {
  const borders = bordersOf(count, partAt);
  let matched = 0;
  for (let index = 0; index < length; index++) {
    const code = textAt(index);
    while (matched > 0 && partAt(matched) !== code) matched = elementAt(borders, matched - 1);
    if (partAt(matched) === code) matched += 1;
    if (matched === count) return index - count + 1;
  }
  return -1;
}

/** For each beginning of a text, the length of the longest end of it that is a beginning too. */
function bordersOf(count: number, partAt: (index: number) => number): Uint32Array {
  const borders = new Uint32Array(count);
  let length = 0;
  for (let index = 1; index < count; index++) {
    while (length > 0 && partAt(length) !== partAt(index)) length = elementAt(borders, length - 1);
    if (partAt(length) === partAt(index)) length += 1;
    borders[index] = length;
  }
  return borders;
}

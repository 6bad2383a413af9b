/** An attribute as it is written: the name in small letters, the value with its character references. */
export type WrittenAttribute = { readonly name: string; readonly value: string };

/** What stands at a `<`, by the rules by which browsers take HTML apart; `end` is the place after it. */
export type Markup =
  | {
      readonly type: 'open' | 'close';
      readonly name: string;
      readonly attributes: readonly WrittenAttribute[];
      readonly end: number;
    }
  /** A comment, a declaration, or a tag that never ends: nothing of it is shown. */
  | { readonly type: 'hidden'; readonly end: number }
  /** The `<` is a character like others, as in `a < b`. */
  | { readonly type: 'text'; readonly end: number };

const LETTER = /[a-z]/i;
const TAG_NAME = /[^\t\n\f\r />]*/y;
const SPACE = /[\t\n\f\r ]*/y;
const SPACE_OR_SLASH = /[\t\n\f\r /]*/y;
/** An equals sign where a name is expected belongs to the name. */
const ATTRIBUTE_NAME = /=?[^\t\n\f\r />=]*/y;
const BARE_VALUE = /[^\t\n\f\r >]*/y;

/** Reads what begins with the `<` at a place. Takes a time that grows with what it reads, or with the rest if it has no end. */
export function readMarkup(html: string, at: number): Markup {
  const next = html.charAt(at + 1);
  if (LETTER.test(next)) return readTag(html, 'open', at + 1);
  if (next === '!' || next === '?') return { type: 'hidden', end: endOfDeclaration(html, at) };
  if (next !== '/' || at + 2 >= html.length) return { type: 'text', end: at + 1 };
  if (LETTER.test(html.charAt(at + 2))) return readTag(html, 'close', at + 2);
  return { type: 'hidden', end: after(html, '>', at + 2) };
}

/** The place after the first of these from `from` on, or the end. */
function after(html: string, sign: string, from: number): number {
  const found = html.indexOf(sign, from);
  return found === -1 ? html.length : found + sign.length;
}

function endOfDeclaration(html: string, at: number): number {
  if (!html.startsWith('<!--', at)) return after(html, '>', at + 2);
  if (html.startsWith('>', at + 4)) return at + 5;
  if (html.startsWith('->', at + 4)) return at + 6;
  const end = /--!?>/g;
  end.lastIndex = at + 4;
  return end.test(html) ? end.lastIndex : html.length;
}

function endOf(pattern: RegExp, html: string, from: number): number {
  pattern.lastIndex = from;
  pattern.test(html);
  return pattern.lastIndex;
}

function readTag(html: string, type: 'open' | 'close', from: number): Markup {
  const nameEnd = endOf(TAG_NAME, html, from);
  const attributes: WrittenAttribute[] = [];
  let at = endOf(SPACE_OR_SLASH, html, nameEnd);
  while (at < html.length && html.charAt(at) !== '>') {
    const { attribute, end } = readAttribute(html, at);
    attributes.push(attribute);
    at = endOf(SPACE_OR_SLASH, html, end);
  }
  if (at >= html.length) return { type: 'hidden', end: html.length };
  return { type, name: html.slice(from, nameEnd).toLowerCase(), attributes, end: at + 1 };
}

function readAttribute(html: string, at: number): { readonly attribute: WrittenAttribute; readonly end: number } {
  const nameEnd = endOf(ATTRIBUTE_NAME, html, at);
  const name = html.slice(at, nameEnd).toLowerCase();
  const equals = endOf(SPACE, html, nameEnd);
  if (html.charAt(equals) !== '=') return { attribute: { name, value: '' }, end: nameEnd };
  const start = endOf(SPACE, html, equals + 1);
  const quote = html.charAt(start);
  if (quote !== '"' && quote !== "'") {
    const end = endOf(BARE_VALUE, html, start);
    return { attribute: { name, value: html.slice(start, end) }, end };
  }
  const close = html.indexOf(quote, start + 1);
  if (close === -1) return { attribute: { name, value: '' }, end: html.length };
  return { attribute: { name, value: html.slice(start + 1, close) }, end: close + 1 };
}

/** The place where the raw content of an element ends, such as that of a script: before its end tag, or at the end. */
export function endOfRaw(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi');
  close.lastIndex = from;
  return close.test(html) ? close.lastIndex - name.length - 2 : html.length;
}

/** A place in a text, as people count it: `position` from 0, line and column from 1. */
export type TextPlace = { readonly position: number; readonly line: number; readonly column: number };

const BLANK = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next. */
type Next = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

/** A reader that stands somewhere in the text, within the lists and objects that are open. */
type Reader = { at: number; next: Next; readonly open: string[] };

/** Where a text stops being JSON: at its first wrong character, or at its end; `null` for JSON. */
export function jsonBreak(text: string): TextPlace | null {
  const reader: Reader = { at: 0, next: 'value', open: [] };
  for (;;) {
    reader.at = endOf(BLANK, text, reader.at);
    if (reader.at === text.length) return reader.next === 'nothing' ? null : placeIn(text, reader.at);
    const broken = step(reader, text);
    if (broken !== null) return placeIn(text, broken);
  }
}

/** Reads one token; the place where it breaks, if it does. */
function step(reader: Reader, text: string): number | null {
  const { next, at } = reader;
  const character = text.charAt(at);
  switch (next) {
    case 'colon':
      return punctuation(reader, character === ':', 'value');
    case 'comma or end':
      if (character === ',') return punctuation(reader, true, reader.open.at(-1) === '{' ? 'key' : 'value');
      return close(reader, character);
    case 'key or end':
      return character === '}' ? close(reader, character) : quoted(reader, text, 'colon');
    case 'key':
      return quoted(reader, text, 'colon');
    case 'value or end':
      return character === ']' ? close(reader, character) : value(reader, text);
    case 'value':
      return value(reader, text);
    case 'nothing':
      return at;
  }
}

function punctuation(reader: Reader, fits: boolean, next: Next): number | null {
  if (!fits) return reader.at;
  reader.at += 1;
  reader.next = next;
  return null;
}

function close(reader: Reader, character: string): number | null {
  const wanted = reader.open.at(-1) === '{' ? '}' : ']';
  if (character !== wanted) return reader.at;
  reader.open.pop();
  return punctuation(reader, true, afterValue(reader));
}

function afterValue({ open }: Reader): Next {
  return open.length === 0 ? 'nothing' : 'comma or end';
}

function value(reader: Reader, text: string): number | null {
  const character = text.charAt(reader.at);
  if (character === '"') return quoted(reader, text, afterValue(reader));
  if (character === '{' || character === '[') {
    reader.open.push(character);
    return punctuation(reader, true, character === '{' ? 'key or end' : 'value or end');
  }
  const end = endOf(SCALAR, text, reader.at);
  if (end === reader.at) return end;
  reader.at = end;
  reader.next = afterValue(reader);
  return null;
}

function quoted(reader: Reader, text: string, next: Next): number | null {
  if (text.charAt(reader.at) !== '"') return reader.at;
  let at = reader.at + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    const end = text.charAt(at) === '\\' ? endOf(ESCAPE, text, at) : at + (text.charCodeAt(at) < 0x20 ? 0 : 1);
    if (end === at) return at;
    at = end;
  }
  if (at === text.length) return at;
  reader.at = at;
  return punctuation(reader, true, next);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function placeIn(text: string, position: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < position; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { position, line, column: position - start + 1 };
}

/** The place in the words of V8, which tells it of some faults only: `at position 5 (line 1 column 6)`. */
export function placeText({ position, line, column }: TextPlace): string {
  return `at position ${position} (line ${line} column ${column})`;
}

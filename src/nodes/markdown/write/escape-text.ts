/** Texts of these characters alone need no look at the rest. */
const PLAIN = /^[a-z0-9 ,;'"()?%$^{}]*$/i;

/** Signs that are escaped wherever they stand. */
const SIGNS = /[\\`*[\]~]/g;
const UNDERSCORE = /_/g;
const WORD = /[a-z0-9]/i;

/** What would begin a tag, a comment or an address in angle brackets. */
const TAG_START = /<(?=[a-z/!?]|$)/gi;
/** What would be a character reference. */
const REFERENCE = /&(?=#\d|#x[\da-f]|[a-z][a-z\d]*;)/gi;
/** What would be an address that is a link by itself. */
const SCHEME = /(https?|ftp|mailto|xmpp):(?=\S)/gi;
const WWW = /(?<![a-z0-9])(www)\./gi;
const AT = /(?<=\S)@(?=\S)/g;
/** White space that is more than a blank: what reads Markdown may take it away. */
const SPECIAL_SPACE = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/g;

/** What would begin a block at the beginning of a line: a heading, a list, a quotation, an underline, a line of a table. */
const BLOCK_START = /^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|[-:|][-:|\s]*$)/;
const NUMBER = /^(\d{1,9})[.)](?=\s|$)/;

/** A character written by its number. */
export function characterReference(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `&#x${code.toString(16).toUpperCase()};`;
}

/** A text in which nothing is a character reference. */
export function escapeReferences(text: string): string {
  return text.replace(REFERENCE, '&amp;');
}

/** White space as Markdown that keeps it. */
export function escapeSpace(text: string): string {
  return text.replace(SPECIAL_SPACE, (space) => (space === '\u00a0' ? '&nbsp;' : characterReference(space)));
}

/** A text within a line as Markdown that shows the same text, whatever it is like. */
export function escapeText(text: string): string {
  if (PLAIN.test(text)) return text;
  const signs = text
    .replace(SIGNS, '\\$&')
    .replace(UNDERSCORE, (sign, place: number, whole: string) =>
      WORD.test(whole.charAt(place - 1)) && WORD.test(whole.charAt(place + 1)) ? sign : '\\_',
    );
  const escaped = escapeReferences(signs)
    .replace(TAG_START, '&lt;')
    .replace(AT, '\\@')
    .replace(SCHEME, '$1\\:')
    .replace(WWW, '$1\\.');
  return escapeSpace(escaped);
}

/** The place in a text that begins a line where a backslash keeps it from beginning a block, or -1. */
export function placeOfLineEscape(text: string): number {
  if (BLOCK_START.test(text)) return 0;
  return NUMBER.exec(text)?.[1]?.length ?? -1;
}

/** What turns the direction of text around, and could make it read as something else than it is. */
const TURNING = '\\u202a-\\u202e\\u2066-\\u2069';

/** What nobody sees: other marks of direction, zero widths, tags; and controls, but for tab and line feed. */
const UNSEEN =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028\\u2029\\u2060-\\u2065\\ufeff\\u{e0000}-\\u{e007f}';

const TURNS = new RegExp(`[${TURNING}]`, 'gu');
const HIDDEN = new RegExp(`[${TURNING}${UNSEEN}]`, 'gu');

/** The text without what turns its direction around: it reads from its beginning to its end, as the page around it. */
export function unturned(text: string): string {
  return text.replaceAll(TURNS, '');
}

/** The text with the code of each character that nobody would see, as `\u{202e}`: for data, of which nothing may be hidden. */
export function withCodes(text: string): string {
  return text.replaceAll(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

import { RE2JS } from 're2js';

/** What JavaScript's `\s` matches, as the inside of a class: RE2's knows ASCII only. */
const SPACE = '\\t-\\r \\x{a0}\\x{feff}\\x{2028}\\x{2029}\\p{Zs}';

/** What JavaScript's `.` does not match without the flag `s`. */
const LINE_ENDS = '\\n\\r\\x{2028}\\x{2029}';

/** A piece of a regular expression: an escape, a bracket or any other character. */
const PIECE = /\\?[\s\S]/g;

type Position = 'outside' | 'inside';

const OUTSIDE: { readonly [piece: string]: string } = { '\\s': `[${SPACE}]`, '\\S': `[^${SPACE}]` };
const INSIDE: { readonly [piece: string]: string } = { '\\s': SPACE, '\\b': '\\x08', '[': '\\[', '&': '\\&' };

/** Rewrites the parts of a JavaScript regular expression that mean something else in RE2. */
export function toRe2Source(source: string, dotAll: boolean): string {
  let position: Position = 'outside';
  const pieces = source.match(PIECE) ?? [];
  const rewritten = pieces.map((piece) => {
    const table = position === 'outside' ? OUTSIDE : INSIDE;
    const was = position;
    if (piece === '[') position = 'inside';
    if (piece === ']') position = 'outside';
    if (piece === '.' && was === 'outside' && !dotAll) return `[^${LINE_ENDS}]`;
    return Object.hasOwn(table, piece) ? table[piece] : piece;
  });
  return RE2JS.translateRegExp(rewritten.join(''));
}

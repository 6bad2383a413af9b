import { escapeSpace } from './escape-text.ts';
import type { Token } from './pieces.ts';

/** What a sign of Markdown, such as `**`, has beside it: this decides whether it is one. */
export type Flank = 'space' | 'sign' | 'letter';

const LETTER = /[\p{L}\p{N}]/u;
const ASCII_SIGN = /[!-/:-@[-`{-~]/;
const SIGN = /\p{P}/u;

/** What a token shows to what stands before it, or after it. */
type Side = 'first' | 'last';

function characterOf(text: string, side: Side): string {
  return side === 'first' ? text.charAt(0) : text.charAt(text.length - 1);
}

/**
 * What is beyond a wrap, seen from its sign. Where renderers differ, as over symbols and what is not in the basic plane, it
 * counts as a letter.
 */
export function outerFlank(token: Token | undefined, side: Side, lineBreak: string): Flank {
  if (token === undefined) return 'space';
  if (token.type === 'break') return lineBreak.startsWith('<') ? 'sign' : 'space';
  if (token.type === 'space') return characterOf(escapeSpace(token.text), side) === ' ' ? 'space' : 'sign';
  if (token.type !== 'text') return 'sign';
  const character = characterOf(token.text, side);
  return ASCII_SIGN.test(character) || SIGN.test(character) ? 'sign' : 'letter';
}

/** What is within a wrap, seen from its sign. Where renderers differ, it counts as a sign. */
export function innerFlank(token: Token | undefined, side: Side): Flank {
  return token?.type === 'text' && LETTER.test(characterOf(token.text, side)) ? 'letter' : 'sign';
}

import type { LineStyle, Signs } from './choose-signs.ts';
import { innerFlank, outerFlank } from './flanks.ts';
import type { Token } from './pieces.ts';

/** The places of texts whose first or last letter is written by its number. */
export type ReferredLetters = { readonly first: ReadonlySet<number>; readonly last: ReadonlySet<number> };

type Line = { readonly tokens: readonly Token[]; readonly signs: Signs; readonly style: LineStyle };

/**
 * The letters beside signs that would make them none: `a**(b)**` is not strong, `&#x61;**(b)**` is. Such a letter counts as a
 * sign itself, for what is on its other side.
 */
export function lettersToRefer(line: Line): ReferredLetters {
  return { first: afterSigns(line), last: beforeSigns(line) };
}

/** From right to left, for a letter alone between two signs that open changes what the first of them sees. */
function beforeSigns({ tokens, signs, style }: Line): ReadonlySet<number> {
  const found = new Set<number>();
  for (let place = tokens.length - 1; place > 0; place -= 1) {
    const sign = signs.get(place);
    if (sign === undefined || tokens[place]?.type !== 'open') continue;
    if (outerFlank(tokens[place - 1], 'last', style.lineBreak) !== 'letter') continue;
    const next = tokens[place + 1];
    const sees = found.has(place + 1) && isLetterAlone(next) ? 'sign' : innerFlank(next, 'first');
    if (sign.startsWith('_') || sees === 'sign') found.add(place - 1);
  }
  return found;
}

/** From left to right, likewise. */
function afterSigns({ tokens, signs, style }: Line): ReadonlySet<number> {
  const found = new Set<number>();
  for (let place = 1; place < tokens.length - 1; place += 1) {
    const sign = signs.get(place);
    if (sign === undefined || tokens[place]?.type !== 'close') continue;
    if (outerFlank(tokens[place + 1], 'first', style.lineBreak) !== 'letter') continue;
    const before = tokens[place - 1];
    const sees = found.has(place - 1) && isLetterAlone(before) ? 'sign' : innerFlank(before, 'last');
    if (sign.startsWith('_') || sees === 'sign') found.add(place + 1);
  }
  return found;
}

function isLetterAlone(token: Token | undefined): boolean {
  return token?.type === 'text' && token.text.length <= 2 && [...token.text].length === 1;
}

import { indexOfText, splitText as splitAtText } from '../../text/find-text.ts';
import { chargeSearch, type Run, spend } from '../run.ts';
import { toNumber, toText } from '../values/convert.ts';
import { asPattern, findMatches, type Pattern } from '../values/pattern.ts';

/** `String.prototype.split`: by a text or a regular expression, whose groups become elements. */
export function splitText(
  run: Run,
  text: string,
  how: { readonly separator: unknown; readonly limit: unknown },
): readonly unknown[] {
  const limit = how.limit === undefined ? undefined : toNumber(run, how.limit) >>> 0;
  const pattern = asPattern(how.separator);
  if (pattern !== undefined) return splitByPattern(run, text, pattern).slice(0, limit);
  if (how.separator === undefined) return limit === 0 ? [] : [text];
  return splitByText(run, text, toText(run, how.separator)).slice(0, limit);
}

function splitByText(run: Run, text: string, separator: string): string[] {
  chargeSearch(run, text, separator);
  spend(run, countPieces(run, text, separator));
  return splitAtText(text, separator);
}

function countPieces(run: Run, text: string, separator: string): number {
  if (separator === '') return text.length;
  let pieces = 1;
  for (let at = indexOfText(text, separator); at !== -1; at = indexOfText(text, separator, at + separator.length)) {
    pieces += 1;
    if (pieces > run.steps) break;
  }
  return pieces;
}

function splitByPattern(run: Run, text: string, pattern: Pattern): unknown[] {
  const matches = findMatches(run, { ...pattern, flags: 'g' }, text);
  if (text === '') return matches.length === 0 ? [''] : [];
  const pieces: unknown[] = [];
  let position = 0;
  for (const match of matches) {
    const end = match.index + match.text.length;
    if (end === position || match.index >= text.length) continue;
    pieces.push(text.slice(position, match.index), ...match.groups);
    position = end;
  }
  pieces.push(text.slice(position));
  return pieces;
}

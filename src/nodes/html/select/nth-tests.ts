import { parse } from 'css-what';
import { allMarks, narrow, type Range } from './marks.ts';
import type { Selectors } from './matcher.ts';
import { type Nth, parseNth } from './nth.ts';
import { type Counting, positionsOf } from './positions.ts';
import { unusableSelector } from './selector-errors.ts';
import { type Make, type Test, within } from './test.ts';

/** Passes elements by their position among their siblings. */
export function nth(range: Range, check: Nth, counting: Counting, counted = allMarks(range)): Test {
  const positions = positionsOf(range, counted, counting);
  return (place) => counted[place] === 1 && check(positions[place] ?? 0);
}

/** `2n+1`, or `2n+1 of .some`, which counts only what matches. */
export function nthChild(counting: Counting): Make<string> {
  return (range, text, matcher) => {
    const split = text.search(/\sof\s/i);
    if (split === -1) return nth(range, parseNth(text), counting);
    return nth(range, parseNth(text.slice(0, split)), counting, matcher.any(range, parseWithin(text.slice(split + 4))));
  };
}

function parseWithin(text: string): Selectors {
  try {
    return parse(text.trim());
  } catch (cause) {
    throw unusableSelector(JSON.stringify(text), cause);
  }
}

/** Passes the elements that are the first among their siblings, counted from each of the ends. */
export function atEnds(range: Range, byType: boolean, ends: readonly boolean[]): Test {
  const marks = allMarks(range);
  for (const fromEnd of ends)
    narrow(
      range,
      marks,
      nth(range, (position) => position === 1, { byType, fromEnd }),
    );
  return within(marks);
}

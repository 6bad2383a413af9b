import type { Marks, Range } from './marks.ts';
import type { Matcher } from './matcher.ts';

/** Whether the element at a place of the range passes. */
export type Test = (place: number) => boolean;

/** Makes the test of a part of a selector that has something in brackets. */
export type Make<Given> = (range: Range, given: Given, matcher: Matcher) => Test;

/** Passes what belongs to the set. */
export function within(marks: Marks): Test {
  return (place) => marks[place] === 1;
}

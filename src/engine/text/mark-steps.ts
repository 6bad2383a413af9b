/** Marks that are combined with the letter before them, more in a row than any script has. */
const MARKS = /\p{M}{16,}/gu;

/** How many pairs of marks in a row the host compares in the time of one step. */
const PAIRS_PER_STEP = 128;

/**
 * What it takes to bring a text into a normal form, beyond a look at it, in steps: the host puts the marks after a letter in
 * order by comparing each with each. So do comparisons by the rules of a language.
 */
export function markSteps(text: string): number {
  let steps = 0;
  for (const [marks] of text.matchAll(MARKS)) steps += Math.floor(marks.length ** 2 / PAIRS_PER_STEP);
  return steps;
}

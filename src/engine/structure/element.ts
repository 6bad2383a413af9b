/**
 * The element at a place where there must be one. An index of a plan is good for as long as the plan is.
 * Throws RangeError where there is none: a bug, not bad input.
 */
export function elementAt<T>(list: readonly T[], index: number): T {
  const element = list[index];
  if (element === undefined) throw new RangeError(`No element at ${index} of ${list.length}`);
  return element;
}

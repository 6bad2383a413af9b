/**
 * The element at an index where there must be one, such as an index of a plan.
 * Throws RangeError where there is none: a bug, not bad input.
 */
export function elementAt<T>(list: ArrayLike<T>, index: number): T {
  const element = list[index];
  if (element === undefined) throw new RangeError(`No element at ${index} of ${list.length}`);
  return element;
}

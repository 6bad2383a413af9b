/** Does the same work for all values, a group of them at a time; the next group begins when all of one are done. Results in order. */
export async function inGroups<Value, Result>(
  values: readonly Value[],
  size: number,
  work: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < values.length; start += size) {
    results.push(...(await Promise.all(values.slice(start, start + size).map(work))));
  }
  return results;
}

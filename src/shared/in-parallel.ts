/** Does the same work for all values, so many at a time; the next begins when any of them is done. Throws what the first to fail throws. */
export async function inParallel<Value>(
  values: readonly Value[],
  atOnce: number,
  work: (value: Value) => Promise<void>,
): Promise<void> {
  const left = values.values();
  const workers = Array.from({ length: Math.min(atOnce, values.length) }, async () => {
    for (const value of left) await work(value);
  });
  await Promise.all(workers);
}

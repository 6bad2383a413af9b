const ROUNDS_MS = 1000;

/** The smallest of repeated measurements: the least disturbed one. */
export function best(measure: () => number): number {
  const until = performance.now() + ROUNDS_MS;
  let smallest = measure();
  while (performance.now() < until) smallest = Math.min(smallest, measure());
  return smallest;
}

/** The same for asynchronous work. */
export async function bestOf(measure: () => Promise<number>): Promise<number> {
  const until = performance.now() + ROUNDS_MS;
  let smallest = await measure();
  while (performance.now() < until) smallest = Math.min(smallest, await measure());
  return smallest;
}

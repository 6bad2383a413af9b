const ROUNDS_MS = 1000;

/** The smallest of the values that repeated measuring gives: the one that others disturbed least. */
export function best(measure: () => number): number {
  const until = performance.now() + ROUNDS_MS;
  let smallest = measure();
  while (performance.now() < until) smallest = Math.min(smallest, measure());
  return smallest;
}

/** The same of what takes turns of the event loop. */
export async function bestOf(measure: () => Promise<number>): Promise<number> {
  const until = performance.now() + ROUNDS_MS;
  let smallest = await measure();
  while (performance.now() < until) smallest = Math.min(smallest, await measure());
  return smallest;
}

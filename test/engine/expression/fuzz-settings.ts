/** How many cases to try: always the same ones, unless `FUZZ_RUNS` or `FUZZ_SEED` is set. */
export function fuzzSettings(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  return { numRuns: Number(FUZZ_RUNS ?? numRuns), seed: Number(FUZZ_SEED ?? 1) };
}

/** How long it may take, in milliseconds. */
export const FUZZ_TIMEOUT = 600_000;

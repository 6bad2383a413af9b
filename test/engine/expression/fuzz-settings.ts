/** How much to try. Every run tries the same unless `FUZZ_RUNS` asks for more, and `FUZZ_SEED` for something else. */
export function fuzzSettings(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  return { numRuns: Number(FUZZ_RUNS ?? numRuns), seed: Number(FUZZ_SEED ?? 1) };
}

/** How long it may take, in milliseconds. */
export const FUZZ_TIMEOUT = 600_000;

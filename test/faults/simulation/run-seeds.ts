import { type Expected, faultsOf } from './judge.ts';
import { type Simulated, simulate } from './simulate.ts';

/** Which seeds are simulated: so many from the first on. */
export type Seeds = { readonly first: number; readonly count: number };

/** What came of the seeds of one graph. */
export type SeedCounts = {
  readonly statuses: ReadonlyMap<string, number>;
  /** Runners that were lost, calls that broke off, and effects that happened again. */
  readonly lost: number;
  readonly broken: number;
  readonly repeated: number;
  /** The first seed that shows a fault, with all that happened; `null`: none does. */
  readonly failure: string | null;
};

function countLines(log: readonly string[], word: string): number {
  return log.filter((line) => line.includes(word)).length;
}

/** Of four executions one is cancelled, of five one loses the storage of its object. Throws an error that names the seed. */
async function simulateSeed({ graph, name }: Expected, seed: number): Promise<Simulated> {
  try {
    return await simulate({ graph, seed, cancels: seed % 4 === 0, empties: seed % 5 === 0 });
  } catch (cause) {
    throw new Error(`seed ${seed} of "${name}" broke off`, { cause });
  }
}

/** Simulates one execution for each seed. Stops at the first that goes wrong. */
export async function runSeeds(expected: Expected, { first, count }: Seeds): Promise<SeedCounts> {
  const statuses = new Map<string, number>();
  let [lost, broken, repeated] = [0, 0, 0];
  for (let seed = first; seed < first + count; seed += 1) {
    const simulated = await simulateSeed(expected, seed);
    const faults = faultsOf(simulated, expected);
    const told = `seed ${seed} of "${expected.name}": ${faults.join(' ')}\n${simulated.log.join('\n')}`;
    if (faults.length > 0) return { statuses, lost, broken, repeated, failure: told };
    const status = simulated.row.status();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    lost += countLines(simulated.log, ': lost');
    broken += countLines(simulated.log, ': broken');
    repeated += simulated.effects.length - new Set(simulated.effects.map(({ key }) => key)).size;
  }
  return { statuses, lost, broken, repeated, failure: null };
}

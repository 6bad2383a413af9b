import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Row } from '../report/row.ts';

const SCRIPT = fileURLToPath(new URL('../simulation/seeds-process.ts', import.meta.url));

/** How many graphs are simulated. */
const GRAPHS = 3;

export type Seeds = { readonly first: number; readonly count: number };

const toldSchema = z.object({
  name: z.string(),
  statuses: z.record(z.string(), z.number()),
  lost: z.number(),
  broken: z.number(),
  repeated: z.number(),
  failure: z.string().nullable(),
});

type Told = z.infer<typeof toldSchema>;

/** How many seeds one process takes: its lost runners stay in its memory. */
const PER_PROCESS = 5000;

/** How many processes there are at a time: the machine has to serve others as well. */
const AT_ONCE = Math.max(1, availableParallelism() - 1);

/** Some seeds of one graph. */
type Share = Seeds & { readonly graph: number };

/** What came of the seeds of one graph, share by share, and the milliseconds that they took in all. */
type Simulated = { readonly told: Told[]; took: number };

async function simulateSome({ graph, first, count }: Share): Promise<Told> {
  const args = [SCRIPT, ...[graph, first, count].map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: Number.POSITIVE_INFINITY });
  return toldSchema.parse(JSON.parse(stdout));
}

function sharesOf(graph: number, { first, count }: Seeds): Share[] {
  return Array.from({ length: Math.ceil(count / PER_PROCESS) }, (_, index) => {
    const done = index * PER_PROCESS;
    return { graph, first: first + done, count: Math.min(PER_PROCESS, count - done) };
  });
}

/** Works off the shares; after one that failed nobody begins another. */
async function simulateShares(shares: Share[], graphs: readonly Simulated[]): Promise<void> {
  for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
    const began = performance.now();
    const told = await simulateSome(share);
    const of = graphs[share.graph];
    of?.told.push(told);
    if (of !== undefined) of.took += performance.now() - began;
    console.error(`simulated ${share.count} seeds from ${share.first} of "${told.name}"`);
    if (told.failure !== null) shares.length = 0;
  }
}

function rowOf({ told, took }: Simulated, first: number): Row {
  const sum = (value: (one: Told) => number): number => told.reduce((total, one) => total + value(one), 0);
  const of = (status: string): number => sum(({ statuses }) => statuses[status] ?? 0);
  const begun = sum(({ statuses }) => Object.values(statuses).reduce((total, one) => total + one, 0));
  const seconds = (took / 1000).toFixed(0);
  return {
    part: 'i',
    name: `simulated: ${told[0]?.name}`,
    counts: {
      begun,
      completed: of('completed'),
      failed: of('failed'),
      cancelled: of('cancelled'),
      lost: 0,
      doubled: 0,
      repeated: sum(({ repeated }) => repeated),
      effectsDoubled: 0,
      onceDoubled: 0,
      unknown: 0,
      interrupted: null,
      slowest: null,
      slowestInAll: null,
    },
    note: `seeds from ${first} on, ${seconds} s; ${sum(({ lost }) => lost)} runners lost, ${sum(({ broken }) => broken)} calls broken off`,
    breaks: told.flatMap(({ failure }) => (failure === null ? [] : [failure])),
  };
}

/** (i) The real runner and engine in a simulated world: so many seeds, of which each graph has a part. */
export async function simulateSeeds({ first, count }: Seeds): Promise<Row[]> {
  const each = Math.ceil(count / GRAPHS);
  const graphs = Array.from({ length: GRAPHS }, (): Simulated => ({ told: [], took: 0 }));
  const shares = graphs.flatMap((_, graph) => sharesOf(graph, { first: first + graph * each, count: each }));
  await Promise.all(Array.from({ length: AT_ONCE }, () => simulateShares(shares, graphs)));
  return graphs.flatMap((one, graph) => (one.told.length === 0 ? [] : [rowOf(one, first + graph * each)]));
}

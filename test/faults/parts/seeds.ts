import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Row } from '../report/row.ts';

const SCRIPT = fileURLToPath(new URL('../simulation/seeds-process.ts', import.meta.url));

/** How many graphs are simulated. They share the seeds. */
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

/** How many seeds one process takes: its lost runners stay in its memory. */
const PER_PROCESS = 5000;

async function simulateSome(graph: number, { first, count }: Seeds): Promise<z.infer<typeof toldSchema>> {
  const args = [SCRIPT, ...[graph, first, count].map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return toldSchema.parse(JSON.parse(stdout));
}

async function simulateGraph(graph: number, { first, count }: Seeds): Promise<Row> {
  const told: z.infer<typeof toldSchema>[] = [];
  for (let done = 0; done < count; done += PER_PROCESS) {
    told.push(await simulateSome(graph, { first: first + done, count: Math.min(PER_PROCESS, count - done) }));
  }
  const sum = (value: (one: z.infer<typeof toldSchema>) => number): number =>
    told.reduce((total, one) => total + value(one), 0);
  const of = (status: string): number => sum(({ statuses }) => statuses[status] ?? 0);
  return {
    part: 'i',
    name: `simulated: ${told[0]?.name}`,
    counts: {
      begun: sum(({ statuses }) => Object.values(statuses).reduce((total, one) => total + one, 0)),
      ...{ completed: of('completed'), failed: of('failed'), cancelled: of('cancelled') },
      repeated: sum(({ repeated }) => repeated),
      ...{ lost: 0, doubled: 0, effectsDoubled: 0, onceDoubled: 0, unknown: 0, slowest: null },
    },
    note: `${count} seeds from ${first}; ${sum(({ lost }) => lost)} runners lost, ${sum(({ broken }) => broken)} calls broken off`,
    breaks: told.flatMap(({ failure }) => (failure === null ? [] : [failure])),
  };
}

/** (i) The real runner and engine in a simulated world. */
export function simulateSeeds({ first, count }: Seeds): Promise<Row[]> {
  const each = Math.ceil(count / GRAPHS);
  return Promise.all(Array.from({ length: GRAPHS }, (_, graph) => simulateGraph(graph, { first, count: each })));
}

import { holdingOf } from './memory.ts';
import type { Sent } from './send-orders.ts';
import type { World } from './world.ts';

/** How all stands at one moment of a soak. Latencies in milliseconds, of what was answered since the sample before. */
export type Sample = {
  readonly minute: number;
  readonly megabytes: number;
  readonly files: number;
  readonly rows: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
};

const ROWS = `SELECT (SELECT count(*) FROM executions) + (SELECT count(*) FROM node_executions)`;

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** `seconds`: how long ago the sample before was. */
export async function takeSample(
  { stack }: World,
  { sent, minute, seconds }: { readonly sent: readonly Sent[]; readonly minute: number; readonly seconds: number },
): Promise<Sample> {
  const holdings = Object.values(await stack.pids()).map(holdingOf);
  const rows = await stack.query(ROWS);
  const sorted = sent.map(({ took }) => took).toSorted((one, other) => one - other);
  return {
    minute,
    megabytes: holdings.reduce((sum, one) => sum + one.megabytes, 0),
    files: holdings.reduce((sum, one) => sum + one.files, 0),
    rows: Number(rows[0]?.[0]),
    perSecond: sent.length / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

function mean(samples: readonly Sample[], of: (sample: Sample) => number): number {
  return samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
}

/** By how much a value may grow from the third quarter to the last: a share of it, and some besides. */
const FLAT: readonly {
  readonly name: string;
  readonly of: (sample: Sample) => number;
  readonly share: number;
  readonly more: number;
}[] = [
  { name: 'megabytes', of: ({ megabytes }) => megabytes, share: 0.15, more: 30 },
  { name: 'open files', of: ({ files }) => files, share: 0.15, more: 50 },
  { name: 'p50 in ms', of: ({ p50 }) => p50, share: 0.5, more: 10 },
  { name: 'p99 in ms', of: ({ p99 }) => p99, share: 1, more: 50 },
];

/** Successes go a quarter of an hour after their end: before that, rows only grow. In minutes. */
const ROWS_FLAT_FROM = 25;

/** What is not flat, in words. */
export function whatGrows(samples: readonly Sample[]): string[] {
  const third = samples.slice(Math.floor(samples.length / 2), Math.floor((samples.length * 3) / 4));
  const last = samples.slice(Math.floor((samples.length * 3) / 4));
  if (third.length === 0) return ['There are too few samples to tell what grows.'];
  const rows = { name: 'rows', of: (sample: Sample) => sample.rows, share: 0.25, more: 1000 };
  const judged = (samples.at(-1)?.minute ?? 0) >= ROWS_FLAT_FROM ? [...FLAT, rows] : FLAT;
  return judged.flatMap(({ name, of, share, more }) => {
    const [before, after] = [mean(third, of), mean(last, of)];
    return after <= before * (1 + share) + more ? [] : [`From ${before.toFixed(0)} to ${after.toFixed(0)} ${name}.`];
  });
}

import type { ByProcess } from '../server/usage.ts';
import { costOfMillion, spentPerExecution } from './cost.ts';
import { PRICES } from './prices.ts';
import type { LoadRow, Report, TimeRow } from './row.ts';

/** The report for people. */
export function formatReport(report: Report): string {
  const [before, after] = report.machine_load;
  const machine = `Node ${report.node}, ${report.cpus} cores, machine load ${before.toFixed(1)} before, ${after.toFixed(1)} after`;
  return [
    `${machine}, ${report.database}`,
    ...loadTable(report.load),
    ...timeTable(report.times),
    ...costTable(report.load),
  ].join('\n');
}

function loadTable(rows: readonly LoadRow[]): string[] {
  if (rows.length === 0) return [];
  const header = [
    '',
    'at once',
    'per second',
    'p50 ms',
    'p99 ms',
    'errors',
    '% of no-op',
    '% of CPU',
    'CPU ms each',
    'peak MB',
  ];
  const faults = rows.flatMap(({ name, first_error }) => (first_error === null ? [] : [`${name}: ${first_error}`]));
  const processes = Object.keys(rows[0]?.peak_mb ?? {}).join(' / ');
  return [`CPU and memory: ${processes}`, ...columns([header, ...rows.map(loadCells)]), ...faults, ''];
}

function loadCells(row: LoadRow): string[] {
  return [
    row.name,
    String(row.concurrency),
    row.per_second.toFixed(0),
    row.p50_ms?.toFixed(1) ?? '',
    row.p99_ms?.toFixed(1) ?? '',
    String(row.errors),
    row.percent_of_ceiling?.toFixed(0) ?? '',
    row.percent_of_cpu.toFixed(0),
    byProcess(row.cpu_ms_per_request, 2),
    byProcess(row.peak_mb, 0),
  ];
}

/** `12 / 34 / 5`, in the order of the processes. */
function byProcess(values: ByProcess, digits: number): string {
  return Object.values(values)
    .map((value) => value.toFixed(digits))
    .join(' / ');
}

function timeTable(rows: readonly TimeRow[]): string[] {
  return columns(
    rows.map(({ name, size, value, unit }) => [name, String(size), value.toFixed(value < 100 ? 1 : 0), unit]),
  );
}

/** What a million executions would cost on Cloudflare. */
function costTable(rows: readonly LoadRow[]): string[] {
  const costs = rows.flatMap((row) =>
    row.counted === undefined ? [] : [{ row, cost: costOfMillion(spentPerExecution(row, row.counted)) }],
  );
  if (costs.length === 0) return [];
  const lines = costs.map(({ row, cost }) => [
    row.name,
    String(row.concurrency),
    ...[cost.cpu, cost.requests, cost.queue, cost.objects, cost.total].map((dollars) => dollars.toFixed(3)),
  ]);
  const title = `A million executions on Cloudflare, dollars at list prices of ${PRICES.date}; the database is billed by time, not by rows`;
  return ['', title, ...columns([['', 'at once', 'CPU', 'requests', 'queue', 'objects', 'all'], ...lines])];
}

/** Aligns numbers to the right, and the first and last column to the left. */
function columns(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, place) => {
        const width = widths[place] ?? 0;
        return place === 0 || place === row.length - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

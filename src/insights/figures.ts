import { type Histogram, mergeHistograms, percentile } from './histogram.ts';
import type { EndCounts } from './insights.repository.ts';
import type { Insights } from './insights.schemas.ts';

/** A part of a whole, or `null` of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The median and the 95th percentile of durations, in milliseconds. */
export function percentilesOf(histogram: Histogram): {
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
} {
  return { p50_ms: percentile(histogram, 0.5), p95_ms: percentile(histogram, 0.95) };
}

export function sumOf<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}

/** What people see of all these counts together. */
export function figuresOf(rows: readonly EndCounts[]): Insights['total'] {
  const [completed, failed, cancelled] = [
    sumOf(rows, (row) => row.completed),
    sumOf(rows, (row) => row.failed),
    sumOf(rows, (row) => row.cancelled),
  ];
  const began = sumOf(rows, (row) => row.began);
  const queued = shareOf(
    sumOf(rows, (row) => row.queued_ms),
    began,
  );
  return {
    executions: completed + failed + cancelled,
    completed,
    failed,
    cancelled,
    failure_rate: shareOf(failed, completed + failed),
    ...percentilesOf(mergeHistograms(rows.map(({ histogram }) => histogram))),
    mean_queued_ms: queued === null ? null : Math.round(queued),
    longest_queued_ms: began === 0 ? null : Math.max(...rows.map((row) => row.longest_queued_ms)),
  };
}

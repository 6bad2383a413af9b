/** Each bucket ends at this many times its beginning, so that its middle is at most 10 % off. */
const RATIO = 1.2;

/** The last bucket, which has all that took longer than some 290 days. */
const LAST_BUCKET = 132;

/** In SQL, the bucket of a number of milliseconds: 0 below one, then n from `RATIO ^ (n - 1)` on; NULL of NULL. */
export function bucketOf(ms: string): string {
  return `CASE WHEN ${ms} < 1 THEN 0 WHEN ${ms} >= 1 THEN least(${LAST_BUCKET}, 1 + floor(ln(${ms}::float8) / ln(${RATIO}::float8)))::int END`;
}

/** In SQL, the histogram of `d` with that of `excluded`, of an upsert. */
export const MERGED = `(buckets, counts) = (
    SELECT coalesce(array_agg(m.bucket ORDER BY m.bucket), '{}'), coalesce(array_agg(m.n ORDER BY m.bucket), '{}') FROM (
      SELECT u.bucket, sum(u.n)::bigint AS n FROM (
        SELECT * FROM unnest(d.buckets, d.counts) UNION ALL SELECT * FROM unnest(excluded.buckets, excluded.counts)
      ) AS u (bucket, n) GROUP BY 1
    ) AS m)`;

/** How many values lie in each bucket. */
export type Histogram = ReadonlyMap<number, number>;

/** The values of several histograms in one. */
export function mergeHistograms(histograms: Iterable<Histogram>): Histogram {
  const merged = new Map<number, number>();
  for (const histogram of histograms) {
    for (const [bucket, count] of histogram) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
  }
  return merged;
}

/** Durations are whole milliseconds: the middle of those that a bucket may have. */
function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const first = Math.ceil(RATIO ** (bucket - 1));
  const last = Math.ceil(RATIO ** bucket) - 1;
  return Math.round(Math.sqrt(first * last));
}

/** The value, in milliseconds, that this part of the values does not exceed (nearest rank), at most 10 % off; `null`: there are none. */
export function percentile(histogram: Histogram, part: number): number | null {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(total * part));
  for (const [bucket, count] of sorted) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return null;
}

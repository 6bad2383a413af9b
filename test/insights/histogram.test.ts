import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, mergeHistograms, percentile } from '../../src/insights/histogram.ts';
import { testDatabase } from '../support/test-database.ts';

async function histogramOf(values: readonly number[]): Promise<Map<number, number>> {
  const text = `SELECT ${bucketOf('v')} AS bucket, count(*)::int AS n FROM unnest($1::bigint[]) AS t (v) GROUP BY 1`;
  const rows = await testDatabase().sql.query(text, [`{${values.join(',')}}`]);
  return new Map(rows.map((row) => [Number(row.bucket), Number(row.n)]));
}

/** Nearest rank, as it is defined. */
function exact(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(values.length * part)) - 1] ?? 0;
}

const durations = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 5000 }), fc.nat({ max: 86_400_000 * 200 })), {
  minLength: 1,
  maxLength: 200,
});

describe('percentiles of a histogram', () => {
  it('are at most 10 % off the exact ones', async () => {
    await fc.assert(
      fc.asyncProperty(durations, fc.constantFrom(0.01, 0.5, 0.95, 1), async (values, part) => {
        const wanted = exact(values, part);
        const found = percentile(await histogramOf(values), part) ?? -1;
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(wanted * 0.1);
      }),
      { numRuns: 60 },
    );
  });

  it('are at most 10 % off for each of the smallest values', async () => {
    for (let value = 0; value < 500; value += 1) {
      const found = percentile(await histogramOf([value]), 1) ?? -1;
      expect(Math.abs(found - value), `${value}`).toBeLessThanOrEqual(value * 0.1);
    }
  });

  it('are those of all values, however these are split', async () => {
    const [a, b] = [
      [1, 5, 900],
      [40, 5, 1_000_000],
    ];
    const merged = mergeHistograms([await histogramOf(a), await histogramOf(b)]);
    expect([...merged].sort()).toEqual([...(await histogramOf([...a, ...b]))].sort());
  });

  it('are none of nothing', () => {
    expect(percentile(new Map(), 0.5)).toBeNull();
  });
});

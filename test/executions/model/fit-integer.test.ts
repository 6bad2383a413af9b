import { describe, expect, it } from 'vitest';
import { fitInteger } from '../../../src/executions/model/fit-integer.ts';
import { testDatabase } from '../../support/test-database.ts';

describe('fitInteger', () => {
  it('keeps what fits', () => {
    expect([fitInteger(null), fitInteger(0), fitInteger(2 ** 31 - 1)]).toEqual([null, 0, 2 ** 31 - 1]);
  });

  it('makes of a wait of ten years something that Postgres takes', async () => {
    const { sql } = testDatabase();
    const years = fitInteger(10 * 365 * 24 * 3_600_000);
    expect(await sql.query('SELECT $1::int AS held', [years])).toEqual([{ held: years }]);
  });
});

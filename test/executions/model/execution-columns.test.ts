import { describe, expect, it } from 'vitest';
import { nodeRow } from '../../../src/executions/model/execution-columns.ts';
import { newId } from '../../../src/shared/ids.ts';
import { nodeRecord } from '../../support/executions/execution-records.ts';
import { testDatabase } from '../../support/test-database.ts';

function durationOf(durationMs: number | null): unknown {
  return nodeRow(newId(0), 0, nodeRecord({ durationMs })).duration_ms;
}

describe('the duration of a node run', () => {
  it('is kept if the column can hold it', () => {
    expect([durationOf(null), durationOf(0), durationOf(2 ** 31 - 1)]).toEqual([null, 0, 2 ** 31 - 1]);
  });

  it('of a wait of ten years becomes the largest INTEGER', async () => {
    const { sql } = testDatabase();
    const years = durationOf(10 * 365 * 24 * 3_600_000);
    expect(await sql.query('SELECT $1::int AS held', [years])).toEqual([{ held: years }]);
  });
});

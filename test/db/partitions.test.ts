import { describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { insertExecution } from '../support/executions/insert-execution.ts';
import { testDatabase } from '../support/test-database.ts';

const { sql } = testDatabase();

describe('partitions', () => {
  it('exist for the current month and the next two', async () => {
    const rows = await sql.query(`
      SELECT to_regclass(parent || to_char(now() AT TIME ZONE 'UTC' + make_interval(months => ahead), '_YYYY_MM')) AS name
      FROM unnest(ARRAY['executions', 'node_executions']) AS parent, generate_series(0, 2) AS ahead`);
    expect(rows.filter((row) => row.name === null)).toEqual([]);
  });

  it('are pruned to one by id and created_at', async () => {
    const now = Date.now();
    const plan = await sql.query('EXPLAIN SELECT * FROM executions WHERE id = $1 AND created_at = $2', [
      newId(now),
      new Date(now).toISOString(),
    ]);
    const scans = plan.map((row) => String(row['QUERY PLAN'])).filter((line) => / on executions_\d{4}_\d\d/.test(line));
    expect(scans).toHaveLength(1);
  });

  it('take over the rows of their month from the default partition', async () => {
    const nextYear = Date.now() + 300 * 24 * 3600 * 1000;
    const id = await insertExecution(testDatabase(), nextYear);
    const where = 'SELECT tableoid::regclass AS name FROM executions WHERE id = $1';
    expect(await sql.query(where, [id])).toEqual([{ name: 'executions_default' }]);
    await sql.query('SELECT ensure_partitions(12)');
    const [row] = await sql.query(where, [id]);
    expect(row?.name).toMatch(/^executions_\d{4}_\d\d$/);
  });

  it('are made once if two ask for them at the same time', async () => {
    const ask = () => sql.query('SELECT ensure_partitions(14) AS made');
    const made = (await Promise.all([ask(), ask()])).map(([row]) => Number(row?.made));
    expect(made.filter((count) => count > 0)).toHaveLength(1);
  });
});

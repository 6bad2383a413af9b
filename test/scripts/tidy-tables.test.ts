import { describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { createPglite } from '../../scripts/database/pglite.ts';
import { tidyMostChanged } from '../../scripts/local/tidy-tables.ts';

async function rowOf(database: DatabaseAdapter, query: string) {
  return (await database.execute({ query, params: [] })).rows[0];
}

/** Postgres counts at once, and lets others know once a second. */
async function tidy(database: DatabaseAdapter): Promise<void> {
  await rowOf(database, 'SELECT pg_stat_force_next_flush()');
  await tidyMostChanged(database);
}

function deadIn(database: DatabaseAdapter, table: string) {
  return rowOf(database, `SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = '${table}'`);
}

describe('tidying the embedded Postgres', () => {
  it('frees the dead rows of the table that has most of them for its size, then of the next', async () => {
    const database = await createPglite();
    for (const [table, rows] of [
      ['small', 2000],
      ['large', 20_000],
      ['still', 2000],
    ]) {
      await rowOf(database, `CREATE TABLE ${table} AS SELECT g FROM generate_series(1, ${rows}) g`);
    }
    for (let calls = 0; calls < 3; calls += 1) await tidy(database);
    await rowOf(database, 'UPDATE large SET g = g + 1 WHERE g <= 4000');
    await rowOf(database, 'UPDATE small SET g = g + 1');
    await rowOf(database, 'UPDATE still SET g = g + 1 WHERE g <= 500');
    await tidy(database);
    expect([await deadIn(database, 'small'), await deadIn(database, 'large')]).toEqual([['0'], ['4000']]);
    await tidy(database);
    expect([await deadIn(database, 'large'), await deadIn(database, 'still')]).toEqual([['0'], ['500']]);
    await database.close();
  });

  it('leaves a table that nothing was written to unknown to the planner', async () => {
    const database = await createPglite();
    await rowOf(database, 'CREATE TABLE later (g int)');
    await rowOf(database, 'CREATE TABLE now AS SELECT g FROM generate_series(1, 20000) g');
    await tidy(database);
    await tidy(database);
    const known = (table: string) => rowOf(database, `SELECT reltuples FROM pg_class WHERE relname = '${table}'`);
    expect([await known('later'), await known('now')]).toEqual([['-1'], ['20000']]);
    await database.close();
  });
});

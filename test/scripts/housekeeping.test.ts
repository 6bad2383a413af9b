import { describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { createPglite } from '../../scripts/database/pglite.ts';
import { checkpointWhenDue } from '../../scripts/local/housekeeping.ts';

const MEGABYTE = 1_000_000;

/** Bytes that a start after a kill would read again. */
async function toRecover(database: DatabaseAdapter): Promise<number> {
  const query = 'SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) FROM pg_control_checkpoint()';
  return Number((await database.execute({ query, params: [] })).rows[0]?.[0]);
}

async function write(database: DatabaseAdapter, megabytes: number): Promise<void> {
  const query = `INSERT INTO things SELECT repeat('x', 1000) FROM generate_series(1, $1::int * 1000)`;
  await database.execute({ query, params: [String(megabytes)] });
}

describe('housekeeping of the embedded Postgres', () => {
  it('makes a checkpoint once there is much to recover, and not before', async () => {
    const database = await createPglite();
    await database.execute({ query: 'CREATE TABLE things (text TEXT)', params: [] });
    await write(database, 4);
    await checkpointWhenDue(database);
    expect(await toRecover(database)).toBeGreaterThan(4 * MEGABYTE);
    await write(database, 32);
    await checkpointWhenDue(database);
    expect(await toRecover(database)).toBeLessThan(MEGABYTE);
    await database.close();
  });
});

import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { openEmbeddedPostgres } from '../../scripts/local/embedded-postgres.ts';

let place = '';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'linkflow-embedded-'));
});

afterAll(() => rm(place, { recursive: true, force: true }));

async function ask(database: DatabaseAdapter, query: string): Promise<readonly (string | null)[] | undefined> {
  return (await database.execute({ query, params: [] })).rows[0];
}

describe('the embedded Postgres', () => {
  it('is made as the product needs it, and found again', async () => {
    const folder = join(place, 'kept');
    const made = await openEmbeddedPostgres(folder, { synced: true });
    expect(
      await ask(
        made,
        `SELECT current_setting('server_version_num')::int / 10000, pg_encoding_to_char(encoding), datcollate,
          current_setting('TimeZone'), current_user FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual(['18', 'UTF8', 'C', 'UTC', 'postgres']);
    await made.execute({ query: 'CREATE TABLE things AS SELECT 7 AS n', params: [] });
    await made.close();
    const found = await openEmbeddedPostgres(folder, { synced: true });
    expect(await ask(found, 'SELECT n FROM things')).toEqual(['7']);
    await found.close();
    expect(await readdir(place)).toEqual(['kept']);
  });

  it('is made anew where one was left half-made', async () => {
    const folder = join(place, 'half');
    await mkdir(folder);
    await writeFile(join(folder, 'PG_VERSION'), '18');
    await writeFile(`${folder}.unfinished`, '');
    const database = await openEmbeddedPostgres(folder, { synced: true });
    expect(await ask(database, 'SELECT 1')).toEqual(['1']);
    await database.close();
    expect(await readdir(place)).not.toContain('half.unfinished');
  });

  it('leaves alone what it did not begin to make', async () => {
    const folder = join(place, 'loop');
    await symlink(folder, folder);
    await expect(openEmbeddedPostgres(folder, { synced: true })).rejects.toThrow('ELOOP');
    expect(await readdir(place)).toContain('loop');
  });
});

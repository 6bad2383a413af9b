import { rm, stat, writeFile } from 'node:fs/promises';
import type { DatabaseAdapter } from '../database/adapter.ts';
import { createPglite, openPglite, type PgliteOptions } from '../database/pglite.ts';

/**
 * Opens the Postgres in the folder, or makes one. While it is being made a file beside it says so: a half-made one, left by a
 * kill, could never be opened and holds nothing yet, so it is made anew.
 */
export async function openEmbeddedPostgres(folder: string, options: PgliteOptions): Promise<DatabaseAdapter> {
  const unfinished = `${folder}.unfinished`;
  if (await exists(unfinished)) await rm(folder, { recursive: true, force: true });
  else if (await exists(folder)) return openPglite(folder, options);
  await writeFile(unfinished, '');
  const database = await createPglite(folder, options);
  await rm(unfinished);
  return database;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

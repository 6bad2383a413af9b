import { access, rename, rm } from 'node:fs/promises';
import type { DatabaseAdapter } from '../database/adapter.ts';
import { openPglite } from '../database/pglite.ts';

/**
 * Opens the Postgres in the folder. A new one is made under another name and renamed when it is whole, because a
 * half-made one, left by a kill, could never be opened.
 */
export async function openEmbeddedPostgres(folder: string): Promise<DatabaseAdapter> {
  if (!(await exists(folder))) {
    const unfinished = `${folder}.new`;
    await rm(unfinished, { recursive: true, force: true });
    const database = await openPglite(unfinished);
    await database.close();
    await rename(unfinished, folder);
  }
  return openPglite(folder);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../support/start-error.ts';

/**
 * Keeps a second stack out of the folder. SQLite's exclusive lock is one of the operating system's: it ends with the
 * process, however that ends, so it is never stale. Gives the function that ends it.
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'lock.sqlite'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new StartError(
      `Another LinkFlow is running on ${dataDir}. Stop it, or set LINKFLOW_DATA to another folder.`,
      error,
    );
  }
  return () => lock.close();
}

import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { createSharedSync } from './shared-sync.ts';

const syncLater = promisify(fdatasync);

/** What of Postgres' log was written and is not synced yet. */
export type LogFiles = {
  /** Postgres wants this file of the log to be synced. It is, before anybody is told of what is in it. */
  defer(path: string): void;
  isSynced(): boolean;
  /** Resolves when what was deferred before the call is synced, by one sync for all that wait. */
  synced(): Promise<void>;
  /** Syncs what was deferred now, for what must not be written before. */
  syncNow(): void;
  close(): void;
};

/** `sync`: how a file is synced while others go on. */
export function createLogFiles(sync: (file: number) => Promise<void> = syncLater): LogFiles {
  /** A file of its own for each, since Postgres may close its one at any time. */
  const files = new Map<string, number>();
  let written = 0;
  let covered = 0;

  function closeAllBut(last: string | undefined): void {
    for (const [path, file] of files) {
      if (path === last) continue;
      closeSync(file);
      files.delete(path);
    }
  }

  const shared = createSharedSync(async () => {
    const until = written;
    const paths = [...files.keys()];
    await Promise.all([...files.values()].map((file) => sync(file)));
    covered = Math.max(covered, until);
    if (covered === written) closeAllBut(paths.at(-1));
  });

  return {
    defer(path) {
      if (!files.has(path)) files.set(path, openSync(path, 'r+'));
      written += 1;
    },
    isSynced: () => covered === written,
    synced: () => shared.synced(),
    syncNow() {
      for (const file of files.values()) fdatasyncSync(file);
      covered = written;
    },
    close: () => closeAllBut(undefined),
  };
}

import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type { LogFiles } from './log-files.ts';

/** An open file of PGlite. Folders have no file of this system. */
type Stream = { readonly node: object; readonly nfd?: number };

/** What this needs of Emscripten's file system over Node's. */
type NodeFiles = {
  readonly realPath: (node: object) => string;
  readonly stream_ops: {
    write(stream: Stream, buffer: Uint8Array, offset: number, length: number, position: number): number;
    fsync?(stream: Stream): number;
  };
};

function isNodeFiles(value: unknown): value is NodeFiles {
  return typeof value === 'object' && value !== null && 'stream_ops' in value && 'realPath' in value;
}

/** A file of the log has 24 digits for a name. Others in its folder are still being made. */
const LOG_FILE = /[/\\]pg_wal[/\\][0-9A-F]{24}$/;

/** Where a page says up to where the log has to be synced before it: zero if nowhere. */
const PAGE_START = 8;

function needsLog(page: Uint8Array): boolean {
  return page.subarray(0, PAGE_START).some((byte) => byte !== 0);
}

function syncPath(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

/** Syncs when Postgres says so: a file of the log together with those of other callers, any other at once, after the log. */
function syncAsTold(files: NodeFiles, log: LogFiles): void {
  const { stream_ops: operations } = files;
  const write = operations.write;
  operations.write = (stream, buffer, offset, length, position) => {
    if (!log.isSynced() && needsLog(buffer.subarray(offset, offset + length)) && !isLog(stream)) log.syncNow();
    return write(stream, buffer, offset, length, position);
  };
  operations.fsync = (stream) => {
    if (isLog(stream)) {
      log.defer(files.realPath(stream.node));
      return 0;
    }
    if (!log.isSynced()) log.syncNow();
    if (stream.nfd === undefined) syncPath(files.realPath(stream.node));
    else fsyncSync(stream.nfd);
    return 0;
  };

  function isLog({ node }: Stream): boolean {
    return LOG_FILE.test(files.realPath(node));
  }
}

/**
 * A folder whose files reach the disk when Postgres says so. PGlite's own does nothing then. What goes to the log is synced
 * later, by `LogFiles`: until then it comes before all that Postgres writes after it, and nobody may be told of it.
 */
export class SyncedFolder extends NodeFS {
  readonly #log: LogFiles;

  constructor(folder: string, log: LogFiles) {
    super(folder);
    this.#log = log;
  }

  override async init(...given: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...given);
    const syncing = (module: { readonly NODEFS: unknown }): void => {
      if (!isNodeFiles(module.NODEFS)) throw new TypeError('The files of PGlite cannot be synced.');
      syncAsTold(module.NODEFS, this.#log);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), syncing] } };
  }
}

/** Postgres as PGlite starts it, but for `-F`, by which it would never ask for a sync, and a call that PGlite would not hear. */
export function syncingParameters(defaults: typeof PGlite.defaultStartParams): string[] {
  return [...defaults.filter((word) => word !== '-F'), '-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];
}

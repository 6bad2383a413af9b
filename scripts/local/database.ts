import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ROLE_URLS } from '../../src/db/databases.ts';
import type { DatabaseAdapter, Statement, StatementResult } from '../database/adapter.ts';
import { startBridge } from '../database/bridge.ts';
import { roleUrls } from '../database/bridge-request.ts';
import { checkRoles } from '../database/check-roles.ts';
import { isNeon, parseDatabaseUrl } from '../database/database-url.ts';
import { migrate } from '../database/migrate.ts';
import { loadMigrations } from '../database/migrations.ts';
import { openReachable } from '../database/open-reachable.ts';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import { startHousekeeping } from './housekeeping.ts';
import type { LocalSettings } from './settings.ts';

const MONTHS_AHEAD = '2';

/** The database of a stack. */
export type LocalDatabase = {
  /** The Worker's ways to it, by the names of their settings: over the bridge, one for each role and none for the owner. */
  readonly urls: { readonly [setting: string]: string };
  /** Whether the Worker reaches it over the bridge; else it does so by itself. */
  readonly bridged: boolean;
  /** Where the data is, in words. */
  readonly place: string;
  /** Begins to open the embedded one, once; callers wait meanwhile. To be called when nothing else needs this thread. */
  open(): void;
  /** When it is open and up to date; rejects when it cannot be. */
  readonly ready: Promise<void>;
  /** Executes a statement beside those of the Worker; rejects for Neon, which the Worker alone reaches. */
  execute(statement: Statement): Promise<StatementResult>;
  /** Applies the migrations of a folder that it does not have yet; rejects for Neon. */
  migrate(folder: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * The database that the settings name, the embedded one by default. A server answers at once, so it is opened and brought up
 * to date here; the embedded one takes a second of this thread.
 */
export async function openLocalDatabase(
  { databaseUrl, dataDir, synced }: LocalSettings,
  { socket, migrations }: { readonly socket: string; readonly migrations: string },
): Promise<LocalDatabase> {
  if (databaseUrl === null) {
    const folder = join(dataDir, 'postgres');
    return bridged(() => openEmbedded(folder, { synced, migrations }), { place: folder, socket });
  }
  const url = parseDatabaseUrl(databaseUrl);
  const database = await migrated(await openReachable(databaseUrl), migrations);
  if (!isNeon(url)) {
    const server = await bridged(async () => database, { place: `${url.host}${url.pathname}`, socket });
    server.open();
    return server;
  }
  await database.close();
  return {
    urls: { DATABASE_URL: databaseUrl },
    bridged: false,
    place: url.host,
    open: () => undefined,
    ready: Promise.resolve(),
    execute: () => Promise.reject(new Error('The stack has no connection to Neon.')),
    migrate: () => Promise.reject(new Error('The stack has no connection to Neon.')),
    close: () => Promise.resolve(),
  };
}

async function openEmbedded(
  folder: string,
  { synced, migrations }: { readonly synced: boolean; readonly migrations: string },
): Promise<DatabaseAdapter> {
  const database = await migrated(await openEmbeddedPostgres(folder, { synced }), migrations);
  const stopHousekeeping = startHousekeeping(database);
  const close = async (): Promise<void> => {
    stopHousekeeping();
    await database.close();
  };
  return { ...database, close };
}

async function bringUpToDate(database: DatabaseAdapter, folder: string): Promise<void> {
  await migrate(database, await loadMigrations(folder));
}

async function migrated(database: DatabaseAdapter, migrations: string): Promise<DatabaseAdapter> {
  try {
    await bringUpToDate(database, migrations);
    await database.execute({ query: 'SELECT ensure_partitions($1)', params: [MONTHS_AHEAD] });
    await checkRoles(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The socket is out of the reach of workflows, which may call loopback addresses; the password keeps out what else might find it. */
async function bridged(
  open: () => Promise<DatabaseAdapter>,
  { place, socket }: { readonly place: string; readonly socket: string },
): Promise<LocalDatabase> {
  const password = randomBytes(24).toString('hex');
  const urls = roleUrls(password);
  const opened = Promise.withResolvers<DatabaseAdapter>();
  const bridge = await startBridge({ database: opened.promise, password, socket });
  let opening: Promise<DatabaseAdapter> | null = null;
  return {
    urls: { [ROLE_URLS.people]: urls.people, [ROLE_URLS.auth]: urls.auth, [ROLE_URLS.system]: urls.system },
    bridged: true,
    place,
    open() {
      if (opening !== null) return;
      opening = open();
      opening.then(opened.resolve, opened.reject);
    },
    ready: opened.promise.then(() => undefined),
    execute: async (statement) => (await opened.promise).execute(statement),
    migrate: async (folder) => bringUpToDate(await opened.promise, folder),
    async close() {
      await bridge.close();
      const [database] = await Promise.allSettled([opening]);
      if (database.status === 'fulfilled') await database.value?.close();
    },
  };
}

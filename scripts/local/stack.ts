import { mkdir } from 'node:fs/promises';
import { MIGRATIONS } from '../support/paths.ts';
import { type Bundle, loadBundle } from './bundle.ts';
import { lockDataDir } from './data-lock.ts';
import { type LocalDatabase, openLocalDatabase } from './database.ts';
import { ensurePortIsFree } from './free-port.ts';
import { buildPages, PAGES_FOLDER } from './pages.ts';
import { type Bundles, type Processes, type ProcessesOptions, startProcesses } from './processes/processes.ts';
import { loadSecrets } from './secrets.ts';
import type { LocalSettings } from './settings.ts';
import { startTicker } from './ticker.ts';
import { awaitWatchdog, processFolder } from './watchdog.ts';
import { makeSockets } from './workerd/sockets.ts';

/** A running LinkFlow. */
export type Stack = {
  readonly url: string;
  /** Where the database is, in words. */
  readonly databasePlace: string;
  /** What it started with. */
  readonly bundle: Bundle;
  /** Executes a statement in the database of the stack. */
  execute: LocalDatabase['execute'];
  pids: Processes['pids'];
  replace(bundles: Bundles): Promise<void>;
  /** Applies the migrations of a folder that the database does not have yet. */
  migrate: LocalDatabase['migrate'];
  close(): Promise<void>;
};

/** What a stack starts with. */
type Release = {
  /** Gives the bundle, and may use the folder of data for that. It calls `onBuild` when other processes have the work. */
  readonly bundle: (dataDir: string, onBuild: () => void) => Promise<Bundle>;
  /** The folder of the migrations. */
  readonly migrations: string;
};

/** The present sources. */
const PRESENT: Release = { bundle: loadBundle, migrations: MIGRATIONS };

/** What goes wrong in a stack on purpose. Only tests ask for it. */
type Disturbances = Pick<ProcessesOptions, 'queueFaults'>;

/** Starts all parts; when one can't, those before it are stopped again. */
export async function startStack(
  settings: LocalSettings,
  release = PRESENT,
  disturbances: Disturbances = {},
): Promise<Stack> {
  const closing: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let stop = closing.pop(); stop !== undefined; stop = closing.pop()) await stop();
  };
  try {
    return { ...(await startParts(settings, { ...release, ...disturbances }, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  settings: LocalSettings,
  { queueFaults, ...release }: Release & Disturbances,
  closing: (() => void | Promise<void>)[],
): Promise<Omit<Stack, 'close'>> {
  const { dataDir, port } = settings;
  await mkdir(dataDir, { recursive: true });
  closing.push(lockDataDir(dataDir));
  await awaitWatchdog(processFolder(dataDir));
  await ensurePortIsFree(port);
  const secrets = await loadSecrets(dataDir);
  const sockets = await makeSockets(dataDir);
  closing.push(sockets.remove);
  const database = await openLocalDatabase(settings, { socket: sockets.bridge, migrations: release.migrations });
  closing.push(database.close);
  const pages = buildPages();
  const running = bundleAndStart(
    {
      variables: settings.variables,
      secrets: { ...secrets, ...settings.secrets, ...database.urls },
      bridged: database.bridged,
      port,
      dataDir,
      sockets,
      queueFaults,
      pages: PAGES_FOLDER,
    },
    // What wrangler reads of the pages must not change under its hands.
    async (onBuild) => {
      await pages;
      return release.bundle(dataDir, onBuild);
    },
    database.open,
  );
  closing.push(async () => {
    const [started] = await Promise.allSettled([running]);
    if (started.status === 'fulfilled') await started.value.processes.close();
  });
  const [{ bundle, processes }] = await Promise.all([running, database.ready]);
  closing.push(startTicker(processes, bundle.config.triggers.crons, settings.tickSeconds));
  const { url, pids, replace } = processes;
  const { place, execute, migrate } = database;
  return { url, databasePlace: place, bundle, execute, migrate, pids, replace };
}

/** Calls `meanwhile` as soon as other processes have the work, for a start of its own that needs this thread as well. */
async function bundleAndStart(
  given: Omit<ProcessesOptions, 'bundle'>,
  load: (onBuild: () => void) => Promise<Bundle>,
  meanwhile: () => void,
): Promise<{ bundle: Bundle; processes: Processes }> {
  const bundle = await load(meanwhile);
  const starting = startProcesses({ ...given, bundle });
  meanwhile();
  return { bundle, processes: await starting };
}

import { mkdir } from 'node:fs/promises';
import { type Bundle, loadBundle } from './bundle.ts';
import { lockDataDir } from './data-lock.ts';
import { openLocalDatabase } from './database.ts';
import { ensurePortIsFree } from './free-port.ts';
import { loadSecrets } from './secrets.ts';
import type { LocalSettings } from './settings.ts';
import { startTicker } from './ticker.ts';
import { type LocalWorker, startWorker, type WorkerSetup } from './worker.ts';

/** A running LinkFlow. */
export type Stack = {
  readonly url: string;
  /** Where the database is, in words. */
  readonly databasePlace: string;
  /** What it started with. */
  readonly bundle: Bundle;
  replace(bundle: Bundle): Promise<void>;
  close(): Promise<void>;
};

/** Starts all parts; when one can't, those before it are stopped again. */
export async function startStack(settings: LocalSettings): Promise<Stack> {
  const closing: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let stop = closing.pop(); stop !== undefined; stop = closing.pop()) await stop();
  };
  try {
    return { ...(await startParts(settings, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  settings: LocalSettings,
  closing: (() => void | Promise<void>)[],
): Promise<Omit<Stack, 'close'>> {
  const { dataDir, port } = settings;
  await mkdir(dataDir, { recursive: true });
  closing.push(lockDataDir(dataDir));
  await ensurePortIsFree(port);
  const secrets = await loadSecrets(dataDir);
  const database = await openLocalDatabase(settings);
  closing.push(database.close);
  const bindings = { ...settings.variables, ...secrets, DATABASE_URL: database.url };
  const running = bundleAndStart(settings, { bindings, databaseBridge: database.bridge }, database.open);
  closing.push(async () => {
    const [started] = await Promise.allSettled([running]);
    if (started.status === 'fulfilled') await started.value.worker.close();
  });
  const [{ bundle, worker }] = await Promise.all([running, database.ready]);
  closing.push(startTicker(worker, bundle.crons, settings.tickSeconds));
  return { url: worker.url, databasePlace: database.place, bundle, replace: worker.replace };
}

/** Calls `meanwhile` as soon as other processes have the work, for a start of its own that needs this thread as well. */
async function bundleAndStart(
  { dataDir, port }: LocalSettings,
  given: Pick<WorkerSetup, 'bindings' | 'databaseBridge'>,
  meanwhile: () => void,
): Promise<{ bundle: Bundle; worker: LocalWorker }> {
  const bundle = await loadBundle(dataDir, meanwhile);
  return { bundle, worker: await startWorker({ bundle, ...given, port, dataDir }, meanwhile) };
}

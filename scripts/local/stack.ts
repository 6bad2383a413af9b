import { mkdir } from 'node:fs/promises';
import { type Bundle, loadBundle } from './bundle.ts';
import { lockDataDir } from './data-lock.ts';
import { openLocalDatabase } from './database.ts';
import { ensurePortIsFree } from './free-port.ts';
import { loadSecrets } from './secrets.ts';
import type { LocalSettings } from './settings.ts';
import { startTicker } from './ticker.ts';
import { startWorker } from './worker.ts';

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
  const opening = openLocalDatabase(settings);
  closing.push(async () => {
    const [opened] = await Promise.allSettled([opening]);
    if (opened.status === 'fulfilled') await opened.value.close();
  });
  // A server answers at once, so there is no need to bundle for one that doesn't. The embedded one takes its time.
  if (settings.databaseUrl !== null) await opening;
  const [bundle, database] = await Promise.all([loadBundle(dataDir), opening]);
  const bindings = { ...settings.variables, ...secrets, ...database.bindings };
  const worker = await startWorker({ bundle, bindings, port, dataDir });
  closing.push(worker.close);
  closing.push(startTicker(worker, bundle.crons, settings.tickSeconds));
  return { url: worker.url, databasePlace: database.place, bundle, replace: worker.replace };
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type MiniflareOptions } from 'miniflare';
import { ROOT } from '../support/paths.ts';
import type { Bundle } from './bundle.ts';
import { startWatchdog } from './watchdog.ts';

const HOST = '127.0.0.1';

/** How often workerd's beginning is looked for, in milliseconds. */
const PAUSE_MS = 10;

/** Each isolate's nursery may grow to 4 MB, not 16: under load workerd then needs 100 MB less, and is no slower. */
const SMALL_NURSERY = '--max-semi-space-size=4';

/** What the Worker runs with. `bindings`: its variables and secrets, over those of wrangler.toml. */
export type WorkerSetup = {
  readonly bundle: Bundle;
  readonly bindings: { readonly [name: string]: string };
  /** Host and port of what takes the database's statements; `null`: the Worker reaches its database by itself. */
  readonly databaseBridge: string | null;
  /** 0: any that is free. */
  readonly port: number;
  readonly dataDir: string;
};

/** The Worker on local workerd, with its objects' data under the data folder. */
export type LocalWorker = {
  readonly url: string;
  /** Calls the Worker's cron handler. */
  tick(cron: string, now: number): Promise<void>;
  /** Goes on with another bundle. */
  replace(bundle: Bundle): Promise<void>;
  close(): Promise<void>;
};

/** Starts it, and calls `onSpawn` when workerd has begun and this thread is free. */
export async function startWorker(setup: WorkerSetup, onSpawn = () => {}): Promise<LocalWorker> {
  process.env.MINIFLARE_WORKERD_PATH = join(ROOT, 'scripts/local/workerd.sh');
  process.env.MINIFLARE_WORKERD_V8_FLAGS ??= SMALL_NURSERY;
  const options = workerOptions(setup);
  const callOff = startWatchdog(pidFile(setup));
  const miniflare = new Miniflare(options);
  const close = async (): Promise<void> => {
    await miniflare.dispose();
    callOff();
  };
  const url = await untilStarted(miniflare, pidFile(setup), onSpawn).catch(async (error) => {
    await close();
    throw error;
  });
  return {
    url: url.origin,
    async tick(cron, now) {
      const worker = await miniflare.getWorker();
      const { outcome } = await worker.scheduled({ cron, scheduledTime: new Date(now) });
      if (outcome !== 'ok') throw new Error(`the cron handler ended with: ${outcome}`);
    },
    replace: (bundle) => miniflare.setOptions(workerOptions({ ...setup, bundle })),
    close,
  };
}

/**
 * The Worker listens itself, without Miniflare's entry in front, which would cost two thirds of the speed; and reaches the
 * bridge by a binding, without the Worker that Miniflare puts before the network, which would cost a quarter of a statement.
 */
function workerOptions({ bundle, bindings, databaseBridge, port, dataDir }: WorkerSetup): MiniflareOptions {
  const { bindings: variables, ...fromConfig } = bundle.workerOptions;
  return convertV4MiniflareOptions({
    cf: false,
    log: new Log(LogLevel.WARN),
    resourcePersistencePath: join(dataDir, 'workerd'),
    unsafeRuntimeEnv: { LINKFLOW_WORKERD: workerdPath(), LINKFLOW_WORKERD_PID_FILE: pidFile({ dataDir }) },
    workers: [
      {
        ...fromConfig,
        name: bundle.name,
        modules: bundle.modules.map(({ type, path }) => ({ type, path: join(bundle.folder, path) })),
        modulesRoot: bundle.folder,
        bindings: { ...(typeof variables === 'object' ? variables : {}), ...bindings },
        ...(databaseBridge !== null && {
          serviceBindings: { NEON_BRIDGE: { external: { address: databaseBridge, http: {} } } },
        }),
        unsafeDirectSockets: [{ host: HOST, port }],
      },
    ],
  });
}

async function untilThere(file: string, signal: AbortSignal): Promise<void> {
  while (!existsSync(file) && !signal.aborted) await delay(PAUSE_MS);
}

async function untilStarted(miniflare: Miniflare, workerdPid: string, onSpawn: () => void): Promise<URL> {
  const over = new AbortController();
  try {
    const started = miniflare.unsafeGetDirectURL();
    await Promise.race([untilThere(workerdPid, over.signal), started]);
    onSpawn();
    return await started;
  } finally {
    over.abort();
  }
}

function pidFile({ dataDir }: { readonly dataDir: string }): string {
  return join(dataDir, 'workerd.pid');
}

/** The one workerd that Miniflare brings. */
function workerdPath(): string {
  const miniflareRequire = createRequire(createRequire(import.meta.url).resolve('miniflare'));
  return String(miniflareRequire('workerd').default);
}

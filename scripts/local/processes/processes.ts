import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../bundle.ts';
import { processFolder, startWatchdog } from '../watchdog.ts';
import {
  bucketFolder,
  codeConfig,
  frontConfig,
  objectsFolder,
  type ProcessSetup,
  runnerConfig,
} from '../workerd/configs.ts';
import { ask } from './ask.ts';
import { openLane } from './lane.ts';
import type { SeatOptions } from './seat.ts';
import { type Supervised, supervise } from './supervise.ts';
import type { WorkerdOptions } from './workerd-process.ts';

/** What a process may compute without an answer, in milliseconds of CPU. */
const RUNNER_LIMIT = 3000;
const CODE_LIMIT = 1000;

/** The same for an execution that is alone in its process. */
const ALONE_LIMIT = 10_000;

/** How far those that run executions and user code stand back: what comes in is taken first. */
const STAND_BACK = 5;

/** How many isolates of user code a process may hold, of 3.5 MB each: they stay as long as it does. */
const MAX_ISOLATES = 50;

/** What the processes run with; `secrets` by their names. */
export type ProcessesOptions = Omit<ProcessSetup, 'secrets'> & {
  readonly secrets: { readonly [name: string]: string };
};

/** What the process that serves everybody runs with, its objects among it, and what those that run executions do. */
export type Bundles = { readonly front: Bundle; readonly runner: Bundle };

/** The Worker, in several processes of workerd: one serves everybody, others run executions and user code and may be ended. */
export type Processes = {
  readonly url: string;
  /** The ids of the processes that are always there, by their names. */
  pids(): { readonly front: number; readonly runner: number; readonly code: number };
  /** Calls the Worker's cron handler. */
  tick(cron: string, now: number): Promise<void>;
  /** Ends all processes at once, and goes on with other bundles. */
  replace(bundles: Bundles): Promise<void>;
  close(): Promise<void>;
};

type ConfigOf = (setup: ProcessSetup, path: string) => string;

function isolatesIn(answer: string): number {
  return Number(JSON.parse(answer).isolates);
}

/** Starts them all. Rejects if one of them cannot be started. */
export async function startProcesses(options: ProcessesOptions): Promise<Processes> {
  const { dataDir, sockets, port } = options;
  const pids = processFolder(dataDir);
  mkdirSync(objectsFolder(dataDir), { recursive: true });
  mkdirSync(bucketFolder(dataDir), { recursive: true });
  let bundles: Bundles = { front: options.bundle, runner: options.bundle };

  function setup(part: keyof Bundles): ProcessSetup {
    return { ...options, bundle: bundles[part], secrets: Object.keys(options.secrets) };
  }

  function workerd(name: string, config: string, own: readonly string[]): WorkerdOptions {
    const environment = name.startsWith('code') ? {} : options.secrets;
    const niceness = name === 'front' ? 0 : STAND_BACK;
    const pidFile = join(pids, `${name}.pid`);
    return { name, config, folder: sockets.folder, sockets: own, environment, pidFile, niceness };
  }

  function seat(name: string, configOf: ConfigOf): (place: number) => SeatOptions {
    return (place) => {
      const socket = join(sockets.folder, `${name}-${place}.sock`);
      const process = workerd(`${name}-${place}`, configOf(setup('runner'), socket), [socket]);
      // An execution goes on without the process that serves everybody; user code without its execution is of no use.
      return { process, socket, limitMs: ALONE_LIMIT, outlivesCaller: name === 'runner-alone' };
    };
  }

  const callOff = startWatchdog(pids, sockets.folder);
  const front = supervise({
    name: 'front',
    process: (socket) =>
      workerd('front', frontConfig(setup('front'), socket), [socket, sockets.queue, sockets.objects]),
    socket: sockets.control,
    limitMs: null,
  });
  const runner = supervise({
    name: 'runner',
    process: (socket) => workerd('runner', runnerConfig(setup('runner'), socket), [socket]),
    socket: sockets.runner,
    limitMs: RUNNER_LIMIT,
  });
  const code = supervise({
    name: 'code',
    process: (socket) => workerd('code', codeConfig(setup('runner'), socket), [socket]),
    socket: sockets.code,
    limitMs: CODE_LIMIT,
    isSpent: (answer) => isolatesIn(answer) > MAX_ISOLATES,
  });
  const lanes = Promise.all([
    openLane(sockets.runnerAlone, seat('runner-alone', runnerConfig)),
    openLane(sockets.codeAlone, seat('code-alone', codeConfig)),
  ]);

  async function close(): Promise<void> {
    for (const part of await Promise.allSettled([front, runner, code])) {
      if (part.status === 'fulfilled') await part.value.stop();
    }
    for (const lane of await lanes) await lane.close();
    callOff();
  }

  let all: readonly [Supervised, Supervised, Supervised];
  try {
    all = await Promise.all([front, runner, code]);
    await lanes;
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pids: () => ({ front: all[0].pid(), runner: all[1].pid(), code: all[2].pid() }),
    async tick(cron, now) {
      const outcome = await ask(sockets.control, `/tick?${new URLSearchParams({ cron, time: String(now) })}`);
      if (outcome !== 'ok') throw new Error(`the cron handler ended with: ${outcome}`);
    },
    async replace(next) {
      bundles = next;
      await Promise.all(all.map((process) => process.restart()));
    },
    close,
  };
}

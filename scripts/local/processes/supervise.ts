import { renameSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ping } from './ask.ts';
import { watchForHang } from './hang-watch.ts';
import { spawnWorkerd, type WorkerdOptions, type WorkerdProcess } from './workerd-process.ts';

/** Between two looks whether a new process is up, in milliseconds. */
const LOOK_EVERY = 10;

/** A process that ends again so soon after its start, in milliseconds, is started anew only after a pause. */
const SHORT_LIFE = 2000;
const PAUSE = 500;

/** How long a process that was replaced may finish what it has begun, in milliseconds. */
const DRAINING = 40_000;

export type SuperviseOptions = {
  readonly name: string;
  /** What the process is started with, when it is to listen on this socket. */
  readonly process: (socket: string) => WorkerdOptions;
  /** The socket on which it is asked whether it is there. */
  readonly socket: string;
  /** How long it may compute without an answer, in milliseconds of CPU; `null`: it is not watched. */
  readonly limitMs: number | null;
  /** Whether it is to be replaced, by what it answers. */
  readonly isSpent?: (answer: string) => boolean;
};

/** A process that is always there: started again when it ends, or is ended because it does not answer. */
export type Supervised = {
  pid(): number;
  /** Starts it anew, with what `process` now says. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

async function untilUp(started: WorkerdProcess, socket: string): Promise<boolean> {
  while (!started.hasExited()) {
    try {
      await ping(socket);
      return true;
    } catch {
      await delay(LOOK_EVERY);
    }
  }
  return false;
}

function drain(old: WorkerdProcess): void {
  old.drain();
  const end = setTimeout(old.kill, DRAINING);
  end.unref();
  void old.exited.then(() => clearTimeout(end));
}

/** Starts a process and keeps it. Rejects if it ends before it is up for the first time. */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  let current: WorkerdProcess;
  let unwatch = (): void => undefined;
  let stopped = false;
  let replacing = false;

  function tell(what: string): void {
    console.error(`linkflow: the ${options.name} process ${what}.`);
  }

  function watch(): void {
    unwatch();
    if (options.limitMs === null) return;
    unwatch = watchForHang({
      pid: current.pid,
      socket: options.socket,
      limitMs: options.limitMs,
      onHang() {
        tell('computes without an end and is started anew');
        current.kill();
      },
      onAnswer(answer) {
        if (options.isSpent?.(answer) === true && !replacing) void replace();
      },
    });
  }

  async function begin(): Promise<boolean> {
    const started = spawnWorkerd(options.process(options.socket));
    const startedAt = performance.now();
    current = started;
    void started.exited.then(() => onExit(started, startedAt));
    const up = await untilUp(started, options.socket);
    if (up && current === started) watch();
    return up;
  }

  async function onExit(ended: WorkerdProcess, startedAt: number): Promise<void> {
    if (stopped || ended !== current) return;
    unwatch();
    if (performance.now() - startedAt < SHORT_LIFE) await delay(PAUSE);
    if (!stopped && ended === current) await begin();
  }

  /** The new one takes the socket's place when it is up, so that nobody finds nobody there. */
  async function replace(): Promise<void> {
    replacing = true;
    const place = `${options.socket}.new`;
    const old = current;
    const fresh = spawnWorkerd(options.process(place));
    if ((await untilUp(fresh, place)) && current === old && !stopped) {
      renameSync(place, options.socket);
      current = fresh;
      const startedAt = performance.now();
      void fresh.exited.then(() => onExit(fresh, startedAt));
      watch();
      drain(old);
    } else fresh.kill();
    replacing = false;
  }

  async function beginOrThrow(): Promise<void> {
    if (await begin()) return;
    stopped = true;
    throw new Error(`The ${options.name} process ended at its start.`);
  }

  await beginOrThrow();
  return {
    pid: () => current.pid,
    async restart() {
      const old = current;
      unwatch();
      const ended = old.exited;
      stopped = true;
      old.kill();
      await ended;
      stopped = false;
      await beginOrThrow();
    },
    async stop() {
      stopped = true;
      unwatch();
      current.kill();
      await current.exited;
    },
  };
}

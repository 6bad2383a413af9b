import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ping } from './ask.ts';
import { watchForHang } from './hang-watch.ts';
import { spawnWorkerd, type WorkerdOptions, type WorkerdProcess } from './workerd-process.ts';

/** Between two looks whether a new process is up, in milliseconds. */
const LOOK_EVERY = 10;

/** A process that ends again so soon after its start, in milliseconds, is started anew only after a pause. */
const SHORT_LIFE = 2000;
const PAUSE = 500;

/** For how long a process that was replaced still takes calls, in milliseconds: some were on their way to it. */
const OVERLAP = 1000;

/** How long it may then finish what it has begun, in milliseconds. */
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

/** Lets the name lead to the socket of another process, in one step: workerd removes its own file, whatever that is called then. */
function lead(name: string, socket: string): void {
  symlinkSync(socket, `${name}.link`);
  renameSync(`${name}.link`, name);
}

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

/** Ends a process in whose place there is another: not before each call that was on its way to it has its answer. */
function retire(old: WorkerdProcess): void {
  const timers = [setTimeout(old.drain, OVERLAP), setTimeout(old.kill, OVERLAP + DRAINING)];
  for (const timer of timers) timer.unref();
  void old.exited.then(() => timers.forEach(clearTimeout));
}

/** A process that is up, and the socket of its own on which it listens. */
type Living = { readonly process: WorkerdProcess; readonly socket: string; readonly since: number };

/** Starts a process and keeps it. Rejects if it ends before it is up for the first time. */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  let generation = 0;
  let living: Living | null = null;
  let stopped = false;
  let renewing = false;
  let unwatch = (): void => undefined;
  /** All that have not ended, also those that are not `living` yet or any more. */
  const processes = new Set<WorkerdProcess>();

  function tell(what: string): void {
    console.error(`linkflow: the ${options.name} process ${what}.`);
  }

  /** `null`: it ended before it was up. */
  async function start(): Promise<Living | null> {
    generation += 1;
    const socket = `${options.socket}.${generation}`;
    const process = spawnWorkerd(options.process(socket));
    processes.add(process);
    void process.exited.then(() => processes.delete(process));
    const up = await untilUp(process, socket);
    return up ? { process, socket, since: performance.now() } : null;
  }

  function adopt(next: Living): void {
    lead(options.socket, next.socket);
    living = next;
    void next.process.exited.then(() => revive(next));
    unwatch();
    if (options.limitMs !== null) unwatch = watch(next, options.limitMs);
  }

  function watch({ process, socket }: Living, limitMs: number): () => void {
    return watchForHang({
      pid: process.pid,
      socket,
      limitMs,
      onHang() {
        tell('computes without an end and is started anew');
        process.kill();
      },
      onAnswer: (answer) => void renewIfSpent(answer),
    });
  }

  /** One that was replaced, or stopped, may end. */
  function isMissed(ended: Living): boolean {
    return !stopped && living === ended;
  }

  async function startAnother(ended: Living): Promise<void> {
    const next = await start();
    if (next === null) await delay(PAUSE);
    else if (isMissed(ended)) adopt(next);
    else next.process.kill();
  }

  async function revive(ended: Living): Promise<void> {
    rmSync(ended.socket, { force: true });
    if (!isMissed(ended)) return;
    unwatch();
    if (performance.now() - ended.since < SHORT_LIFE) await delay(PAUSE);
    while (isMissed(ended)) await startAnother(ended);
  }

  /** The new one is up before the old one goes, so that nobody finds nobody there. */
  async function renewIfSpent(answer: string): Promise<void> {
    if (renewing || options.isSpent?.(answer) !== true) return;
    renewing = true;
    const old = living;
    const next = await start();
    if (next !== null && living === old && !stopped) {
      adopt(next);
      if (old !== null) retire(old.process);
    } else next?.process.kill();
    renewing = false;
  }

  async function startOrThrow(): Promise<void> {
    const first = await start();
    if (first === null) throw new Error(`The ${options.name} process ended at its start.`);
    adopt(first);
  }

  async function end(): Promise<void> {
    unwatch();
    living = null;
    await Promise.all(
      [...processes].map((process) => {
        process.kill();
        return process.exited;
      }),
    );
  }

  await startOrThrow();
  return {
    pid: () => living?.process.pid ?? 0,
    async restart() {
      await end();
      await startOrThrow();
    },
    async stop() {
      stopped = true;
      await end();
    },
  };
}

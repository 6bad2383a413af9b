import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What a process of workerd is started with. */
export type WorkerdOptions = {
  readonly name: string;
  /** Its configuration, in workerd's words. */
  readonly config: string;
  /** Where that is put. */
  readonly folder: string;
  /** Its Unix sockets; what an earlier process has left there goes. */
  readonly sockets: readonly string[];
  readonly environment: { readonly [name: string]: string };
  /** Where its id is noted while it lives: see `startWatchdog`. */
  readonly pidFile: string;
  /** How far it stands back when there is not enough processor for all: 0 is as everybody, 19 the most. */
  readonly niceness: number;
};

export type WorkerdProcess = {
  readonly pid: number;
  readonly exited: Promise<unknown>;
  hasExited(): boolean;
  /** Ends it at once. */
  kill(): void;
  /** Lets it finish what it has begun. */
  drain(): void;
};

/**
 * Starts a program that ignores Ctrl-C: in a terminal that is for the stack, which then ends it. It stays in the session of the
 * stack, since Linux shares the processors out by session, and a statement that crosses one took a fifth longer.
 */
const DEAF = 'trap "" INT; exec nice -n "$0" "$@"';

/** The workerd that wrangler brings, for which it bundles. */
function workerdPath(): string {
  const wranglerRequire = createRequire(createRequire(import.meta.url).resolve('wrangler'));
  return String(wranglerRequire('workerd').default);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Starts workerd. Its configuration names files by their absolute paths. */
export function spawnWorkerd(options: WorkerdOptions): WorkerdProcess {
  const { name, config, folder, sockets, environment, pidFile, niceness } = options;
  const file = join(folder, `${name}.capnp`);
  writeFileSync(file, config);
  for (const socket of sockets) rmSync(socket, { force: true });
  const child = spawn('sh', ['-c', DEAF, String(niceness), workerdPath(), 'serve', '--experimental', '-I/', file], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const exited = once(child, 'exit');
  writeFileSync(pidFile, `${child.pid}\n`);
  return {
    pid: child.pid ?? 0,
    exited,
    hasExited: () => hasEnded(child),
    kill: () => child.kill('SIGKILL'),
    drain: () => child.kill('SIGTERM'),
  };
}

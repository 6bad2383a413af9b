import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../scripts/local/free-port.ts';

/** Where Debian keeps its servers, by their versions. */
const SERVERS = '/usr/lib/postgresql';

/** Who runs the server: it refuses to run as root. */
const USER = 'postgres';

/** A Postgres server that can be killed and started again on its data. */
export type MortalPostgres = {
  readonly url: string;
  readonly version: string;
  /** Ends it as a power cut would: nothing is written that was not written before. */
  kill(): void;
  start(): void;
  remove(): void;
};

type User = { readonly uid?: number; readonly gid?: number };

function idOf(kind: 'u' | 'g'): number {
  return Number(execFileSync('id', [`-${kind}`, USER], { encoding: 'utf8' }));
}

function hasUser(): boolean {
  return spawnSync('id', [USER]).status === 0;
}

/** The newest server that is there, and as whom it can be run; `null`: there is none. */
function findServer(): { readonly version: string; readonly user: User } | null {
  const version = existsSync(SERVERS) ? readdirSync(SERVERS).toSorted().at(-1) : undefined;
  if (version === undefined) return null;
  if (process.getuid?.() !== 0) return { version, user: {} };
  return hasUser() ? { version, user: { uid: idOf('u'), gid: idOf('g') } } : null;
}

/** Makes a server with a database of its own; `null` where there is no Postgres. */
export async function openMortalPostgres(): Promise<MortalPostgres | null> {
  const server = findServer();
  if (server === null) return null;
  const { version, user } = server;
  const folder = mkdtempSync(join(tmpdir(), 'linkflow-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const port = await findFreePort();
  const data = join(folder, 'data');
  const call = (program: string, args: readonly string[]): void => {
    execFileSync(join(SERVERS, version, 'bin', program), args, { ...user, cwd: folder, stdio: 'ignore' });
  };
  call('initdb', ['-D', data, '-U', 'linkflow', '--auth=trust', '--encoding=UTF8']);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const start = (): void => call('pg_ctl', ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']);
  const kill = (): void => call('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
  start();
  return {
    url: `postgresql://linkflow@127.0.0.1:${port}/postgres`,
    version,
    start,
    kill,
    remove() {
      kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../scripts/local/free-port.ts';
import { eventually, isAlive } from '../../scripts/running-script.ts';
import { type ProcessName, type Server, startServer } from './server.ts';

/** A server that is killed and started again, at the same address and with the same data. */
export type MortalServer = {
  readonly url: string;
  /** Kills the process that serves everybody and the one that runs executions. The server starts them again by itself. */
  killWorkerd(): Promise<void>;
  /** Kills the process that runs executions; who calls the server notices nothing. */
  killRunner(): Promise<void>;
  killServer(): Promise<void>;
  killBoth(): Promise<void>;
  /** Kills it for good, and removes its data. */
  end(): Promise<void>;
};

export async function startMortalServer(environment: { readonly [name: string]: string }): Promise<MortalServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linkflow-mortal-'));
  const options = { dataDir, port: await findFreePort(), environment };
  let server: Server = await startServer(options);

  async function killServer(): Promise<void> {
    await server.kill();
    server = await startServer(options);
  }

  async function kill(names: readonly ProcessName[]): Promise<readonly number[]> {
    const pids = await Promise.all(names.map((name) => server.workerdPid(name)));
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    return pids;
  }

  async function killAndAwait(names: readonly ProcessName[]): Promise<void> {
    const killed = await kill(names);
    await eventually('other processes', async () => {
      const pids = await Promise.all(names.map((name) => server.workerdPid(name).catch(() => 0)));
      return pids.every((pid) => pid !== 0 && !killed.includes(pid));
    });
  }

  return {
    url: server.url,
    killWorkerd: () => killAndAwait(['front', 'runner']),
    killRunner: () => killAndAwait(['runner']),
    killServer,
    async killBoth() {
      await kill(['front', 'runner']);
      await killServer();
    },
    async end() {
      const workerd = await server.workerdPid();
      await server.kill();
      if (isAlive(workerd)) process.kill(workerd, 'SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

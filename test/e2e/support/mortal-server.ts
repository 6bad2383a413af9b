import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../scripts/local/free-port.ts';
import { eventually, isAlive } from '../../scripts/running-script.ts';
import { type Server, startServer } from './server.ts';

/** A server that is killed and started again, at the same address and with the same data. */
export type MortalServer = {
  readonly url: string;
  /** The server starts workerd again by itself. */
  killWorkerd(): Promise<void>;
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

  return {
    url: server.url,
    async killWorkerd() {
      const killed = await server.workerdPid();
      process.kill(killed, 'SIGKILL');
      await eventually('another workerd', async () => ![killed, 0].includes(await server.workerdPid().catch(() => 0)));
    },
    killServer,
    async killBoth() {
      process.kill(await server.workerdPid(), 'SIGKILL');
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

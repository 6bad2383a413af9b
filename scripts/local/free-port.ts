import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../support/start-error.ts';

const ATTEMPTS = 5;

/** Makes sure that the port can be had. Waits a second for one whose owner has just been killed. */
export async function ensurePortIsFree(port: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const code = await tryPort(port);
    if (code === null) return;
    if (code !== 'EADDRINUSE') throw new StartError(`Port ${port} cannot be used (${code}). Set PORT to another one.`);
    if (attempt === ATTEMPTS) throw new StartError(`Port ${port} is in use. Set PORT to another one.`);
    await delay(200);
  }
}

/** A port that nobody listens on just now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new StartError('There is no free port.');
  return address.port;
}

/** Listens for a moment; gives the error's code when that fails. */
function tryPort(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}

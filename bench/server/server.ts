import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/support/paths.ts';
import { StartError } from '../../scripts/support/start-error.ts';

const READY = 'Ctrl-C stops it.';

/** `npm start` in a process of its own, on data that is thrown away. */
export type Server = {
  readonly url: string;
  readonly pids: { readonly workerd: number; readonly stack: number };
  close(): Promise<void>;
};

/** Starts the production bundle on workerd, with the embedded Postgres or the one of DATABASE_URL. */
export async function startServer(): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'linkflow-bench-'));
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), LINKFLOW_DATA: data };
  const stack = spawn(process.execPath, [join(ROOT, 'scripts/start.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(stack, 'exit');
  const close = async (): Promise<void> => {
    if (stack.exitCode === null) stack.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  try {
    await Promise.race([untilReady(stack.stdout), ended.then(refuse)]);
    const workerd = Number(await readFile(join(data, 'workerd.pid'), 'utf8'));
    return { url: `http://127.0.0.1:${port}`, pids: { workerd, stack: stack.pid ?? 0 }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilReady(output: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface({ input: output })) {
    if (line === READY) break;
  }
  output.resume();
}

function refuse(): never {
  throw new StartError('LinkFlow did not start.');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

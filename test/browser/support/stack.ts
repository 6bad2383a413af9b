import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../scripts/local/free-port.ts';
import { eventually, startScript } from '../../scripts/running-script.ts';

export type RunningStack = { readonly url: string; readonly dataDir: string; stop(): Promise<void> };

/** `npm start`, with a folder and a port of its own. `environment`: what else it is told. */
export async function startStack(environment: { readonly [name: string]: string } = {}): Promise<RunningStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linkflow-browser-'));
  const port = await findFreePort();
  const running = startScript('start.ts', { ...environment, LINKFLOW_DATA: dataDir, PORT: String(port) });
  await eventually('its last line', () => {
    if (running.process.exitCode !== null) throw new Error(running.output.stderr);
    return running.output.stdout.includes('Ctrl-C stops it.');
  });
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    async stop() {
      running.process.kill('SIGTERM');
      await running.ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, type RunningScript, startScript } from '../../scripts/running-script.ts';

/** The last line that a server prints when it has started. */
const READY = 'Ctrl-C stops it.';

/** The processes of workerd that are always there. */
export type ProcessName = 'front' | 'runner' | 'code';

export type ServerOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly environment?: { readonly [name: string]: string };
};

export type Server = RunningScript & {
  readonly url: string;
  /** The id of one of its processes of workerd. */
  workerdPid(name?: ProcessName): Promise<number>;
  /** Kills the process, which has no chance to end what it has started. */
  kill(): Promise<void>;
};

/** Starts LinkFlow, and waits until it is ready. */
export async function startServer({ dataDir, port, environment = {} }: ServerOptions): Promise<Server> {
  const script = startScript('start.ts', { ...environment, PORT: String(port), LINKFLOW_DATA: dataDir });
  await eventually('a server', () => {
    if (script.process.exitCode !== null) throw new Error(script.output.stderr);
    return script.output.stdout.includes(READY);
  });
  return {
    ...script,
    url: `http://127.0.0.1:${port}`,
    workerdPid: async (name = 'front') => Number(await readFile(join(dataDir, 'processes', `${name}.pid`), 'utf8')),
    async kill() {
      script.process.kill('SIGKILL');
      await script.ended;
    },
  };
}

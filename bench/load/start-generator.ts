import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Load, type LoadResult, loadResultSchema } from './load.ts';

const readySchema = z.object({ type: z.literal('ready'), port: z.number() });
const resultSchema = z.object({ type: z.literal('result'), result: loadResultSchema });

/** The load generator in a process of its own. */
export type Generator = {
  readonly pid: number;
  /** Answers every request with a short JSON. */
  readonly targetUrl: string;
  run(load: Load): Promise<LoadResult>;
  close(): void;
};

export async function startGenerator(): Promise<Generator> {
  const child = fork(fileURLToPath(new URL('./generator.ts', import.meta.url)));
  const gone = new AbortController();
  child.once('exit', () => gone.abort(new Error('The load generator has ended.')));
  const nextMessage = async (): Promise<unknown> => (await once(child, 'message', { signal: gone.signal }))[0];
  const { port } = readySchema.parse(await nextMessage());
  return {
    pid: child.pid ?? 0,
    targetUrl: `http://127.0.0.1:${port}`,
    async run(load) {
      child.send(load);
      return resultSchema.parse(await nextMessage()).result;
    },
    close: () => child.disconnect(),
  };
}

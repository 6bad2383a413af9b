import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startChild } from '../support/child.ts';
import { type Load, type LoadResult, loadResultSchema } from './load.ts';

const SCRIPT = fileURLToPath(new URL('./generator.ts', import.meta.url));

const readySchema = z.object({ port: z.number() });

/** The load generator in a process of its own. */
export type Generator = {
  readonly pid: number;
  /** Answers every request with a short JSON. */
  readonly targetUrl: string;
  run(load: Load): Promise<LoadResult>;
  close(): Promise<void>;
};

export async function startGenerator(): Promise<Generator> {
  const child = startChild(SCRIPT);
  const { port } = readySchema.parse(await child.receive());
  return {
    pid: child.pid,
    targetUrl: `http://127.0.0.1:${port}`,
    async run(load) {
      child.send(load);
      return loadResultSchema.parse(await child.receive());
    },
    close: child.end,
  };
}

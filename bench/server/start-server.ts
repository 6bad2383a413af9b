import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { Statement } from '../../scripts/database/adapter.ts';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { startChild } from '../support/child.ts';

const SCRIPT = fileURLToPath(new URL('./server.ts', import.meta.url));

const readySchema = z.object({
  url: z.string(),
  pids: z.object({ front: z.number(), runner: z.number(), code: z.number() }),
});

const executedSchema = z.object({ rowCount: z.number().nullable() });

/** Node's flags in `npm start`. */
const FLAGS = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** A running LinkFlow, in its own processes. */
export type Server = {
  readonly url: string;
  readonly pids: { readonly front: number; readonly runner: number; readonly code: number; readonly stack: number };
  /** Executes a statement in its database. Gives the number of rows. */
  execute(statement: Statement): Promise<number>;
  close(): Promise<void>;
};

/** Starts the production bundle on workerd, with the embedded Postgres or the one of DATABASE_URL. */
export async function startServer(): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'linkflow-bench-'));
  const child = startChild(SCRIPT, { PORT: String(await findFreePort()), LINKFLOW_DATA: data }, FLAGS);
  const { url, pids } = readySchema.parse(await child.receive());
  return {
    url,
    pids: { ...pids, stack: child.pid },
    async execute(statement) {
      child.send(statement);
      return executedSchema.parse(await child.receive()).rowCount ?? 0;
    },
    close: child.end,
  };
}

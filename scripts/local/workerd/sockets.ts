import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Unix sockets on which the processes of a stack hear one another, in a folder that only its owner may enter. */
export type Sockets = {
  readonly folder: string;
  /** The database's bridge, in this process. */
  readonly bridge: string;
  /** The process that serves the API: ticks, its queue, its objects. */
  readonly control: string;
  readonly queue: string;
  readonly objects: string;
  /** The process that runs executions, and the one for those that must be alone; likewise for user code. */
  readonly runner: string;
  readonly runnerAlone: string;
  readonly code: string;
  readonly codeAlone: string;
  remove(): Promise<void>;
};

/** Where the sockets of the stack with this data folder are. */
export function socketFolder(dataDir: string): string {
  return join(tmpdir(), `linkflow-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}

/**
 * Makes the folder for the stack that has this data folder, whose lock it holds. A socket's path may be about 100 bytes long, so
 * they are not in the data folder, which may be anywhere. What a killed stack has left goes.
 */
export async function makeSockets(dataDir: string): Promise<Sockets> {
  const folder = socketFolder(dataDir);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const at = (name: string): string => join(folder, `${name}.sock`);
  return {
    folder,
    bridge: at('bridge'),
    control: at('control'),
    queue: at('queue'),
    objects: at('objects'),
    runner: at('runner'),
    runnerAlone: at('runner-alone'),
    code: at('code'),
    codeAlone: at('code-alone'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

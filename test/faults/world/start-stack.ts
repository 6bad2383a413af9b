import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Statement } from '../../../scripts/database/adapter.ts';
import { findFreePort } from '../../../scripts/local/free-port.ts';
import { until } from './until.ts';

const SCRIPT = fileURLToPath(new URL('./stack-process.ts', import.meta.url));

const answerSchema = z.object({
  id: z.number(),
  url: z.string().optional(),
  pids: z.object({ front: z.number(), runner: z.number(), code: z.number() }).optional(),
  rows: z.array(z.array(z.string().nullable())).optional(),
  error: z.string().optional(),
});

type Answer = z.infer<typeof answerSchema>;

/** The processes of workerd that are killed: the one that serves everybody and has the objects, and the one that runs executions. */
export type Victim = 'front' | 'runner';

/** The production bundle on workerd, in processes that can be killed. */
export type FaultyStack = {
  readonly url: string;
  readonly dataDir: string;
  /** Seconds of a lease. */
  readonly leaseSeconds: number;
  pids(): Promise<{ readonly front: number; readonly runner: number; readonly code: number; readonly stack: number }>;
  /** Executes a statement in its database as the owner; gives the rows. Rejects while the database is away. */
  query(query: string, params?: Statement['params']): Promise<readonly (readonly (string | null)[])[]>;
  /** Kills these processes at once; they are started again by themselves. */
  kill(victims: readonly Victim[]): Promise<void>;
  /** Kills them, calls `killed`, and waits until others are there. */
  replace(victims: readonly Victim[], killed?: () => void): Promise<void>;
  close(): Promise<void>;
};

export type StackOptions = {
  readonly leaseSeconds?: number;
  readonly environment?: { readonly [name: string]: string };
};

/** What it keeps goes when the harness closes it or ends. */
export async function startFaultyStack({
  leaseSeconds = 5,
  environment = {},
}: StackOptions = {}): Promise<FaultyStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linkflow-faults-'));
  const child = fork(SCRIPT, {
    env: {
      ...{
        ...process.env,
        DATABASE_URL: '',
        TICK_SECONDS: '1',
        LEASE_SECONDS: String(leaseSeconds),
        MAX_CLAIMS: '100',
      },
      ...{ ...environment, PORT: String(await findFreePort()), LINKFLOW_DATA: dataDir },
    },
    // What workerd says of what was killed would fill the screen; `FAULTS_VERBOSE` shows it.
    stdio: ['ignore', 'ignore', process.env.FAULTS_VERBOSE === undefined ? 'ignore' : 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  const ended = once(child, 'exit');
  child.on('message', (message) => {
    const answer = answerSchema.parse(message);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let asked = 0;

  function heard(id: number): Promise<Answer> {
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    const gone = ended.then((): never => {
      throw new Error('The stack has ended.');
    });
    return Promise.race([answered, gone]);
  }

  function ask(statement: Statement | null): Promise<Answer> {
    asked += 1;
    const answer = heard(asked);
    child.send({ id: asked, statement });
    return answer;
  }

  async function pids() {
    const answer = await ask(null);
    if (answer.pids === undefined) throw new Error('The stack does not tell its processes.');
    return { ...answer.pids, stack: child.pid ?? 0 };
  }

  const { url = '' } = await heard(0);

  async function isUp(): Promise<boolean> {
    return fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async function kill(victims: readonly Victim[]): Promise<void> {
    const living = await pids();
    for (const name of victims) {
      // It may have been killed just before, and no other be there yet.
      if (living[name] !== 0) signal(living[name]);
    }
  }

  return {
    url,
    dataDir,
    leaseSeconds,
    pids,
    async query(query, params = []) {
      const { rows, error } = await ask({ query, params });
      if (rows === undefined) throw new Error(error ?? 'The stack gave no rows.');
      return rows;
    },
    kill,
    async replace(victims, killed) {
      const before = await pids();
      await kill(victims);
      killed?.();
      await until('other processes', async () => {
        const now = await pids();
        return victims.every((name) => now[name] !== 0 && now[name] !== before[name]);
      });
      await until('an answer', isUp);
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

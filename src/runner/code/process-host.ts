import { WorkLimitError } from '../../engine/work-meter.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import type { IsolateHost, IsolateProgram } from './isolate-program.ts';

/** Two ways into processes that run user code: one that all programs share, and one for those that can't be with others. */
export type CodeProcesses = {
  readonly shared: Fetcher;
  readonly alone: Fetcher;
  /** How long an answer may be that this process reads, in bytes: a longer one is for a process that may take its time. */
  readonly maxAnswer: number;
};

const ADDRESS = 'http://code.invalid/run';

/** How many programs are remembered for having been in a process that was ended. */
const REMEMBERED = 1000;

/** A program that takes less, in milliseconds, was not the reason for it, and goes back to the others. */
const QUICK = 500;

/** How the one who watches over the process for single programs says what he did with it. */
const ENDINGS: { readonly [status: number]: { readonly code: string; readonly message: string } } = {
  502: { code: 'code.out_of_memory', message: 'The code used too much memory, or broke its process in another way' },
  504: { code: 'code.time_limit', message: 'The code computed for too long' },
};

function send(
  processes: Fetcher,
  { id, module, cpuMs }: IsolateProgram,
  { job, signal }: { job: string; signal: AbortSignal },
): Promise<Response> {
  const headers = { 'x-isolate': id, 'x-module-length': String(module.length), 'x-limit-ms': String(cpuMs) };
  return processes.fetch(ADDRESS, { method: 'POST', headers, body: module + job, signal });
}

async function checked(response: Response, maxAnswer: number): Promise<Response> {
  const ending = ENDINGS[response.status];
  if (ending !== undefined) throw new NodeError(ending.code, ending.message);
  if (!response.ok) throw new Error(await response.text());
  if (Number(response.headers.get('content-length')) > maxAnswer) {
    await response.body?.cancel();
    throw new WorkLimitError('node.work_limit', 'The code returned more than is read here.');
  }
  return response;
}

/**
 * Runs user code in processes of its own, which are ended when they do not answer: whoever was in such a process runs once
 * more, one at a time, where only the culprit can be ended. Code has no effects, so that costs time and nothing else.
 */
export function createProcessHost({ shared, alone, maxAnswer }: CodeProcesses): IsolateHost {
  const suspects = createLruCache<true>(REMEMBERED);

  async function runShared(program: IsolateProgram, job: string, signal: AbortSignal): Promise<Response | null> {
    try {
      return await send(shared, program, { job, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      return null;
    }
  }

  return async (program, job, signal) => {
    const answer = suspects.get(program.id) === undefined ? await runShared(program, job, signal) : null;
    if (answer !== null) return checked(answer, maxAnswer);
    suspects.set(program.id, true);
    const own = await send(alone, program, { job, signal });
    if (Number(own.headers.get('x-took-ms') ?? QUICK) < QUICK) suspects.delete(program.id);
    return checked(own, maxAnswer);
  };
}

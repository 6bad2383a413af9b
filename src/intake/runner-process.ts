import { pause } from '../shared/pause.ts';

/** A process that runs executions, for the process that serves the API. */
export type RunnerProcess = {
  /**
   * Posts a call, and returns the body of the answer. Throws `RunnerLost` if the process ends before, or is not running. `limitMs`: for
   * how long a process for single calls may compute without an answer to its watch, if not for as long as usual.
   */
  call(path: string, body: string, limitMs?: number): Promise<string>;
  /** Resolves when the process runs again, or has had enough time to start. */
  untilUp(): Promise<void>;
};

/** How the process ended: by itself, or by the watchdog because it did not answer. */
export type RunnerEnd = 'crashed' | 'time_limit';

/** The process ended before or during the call. The rows of the executions tell which ones it had begun. */
export class RunnerLost extends Error {
  override readonly name = 'RunnerLost';
  readonly end: RunnerEnd;

  constructor(end: RunnerEnd, cause?: unknown) {
    super('The process that runs executions has ended.', { cause });
    this.end = end;
  }
}

const ADDRESS = 'http://runner.invalid';

/** How long a process may take to start, and how often that is checked, in milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 50;

/** The statuses by which the watchdog tells how the process for single executions ended. */
const ENDS: { readonly [status: number]: RunnerEnd } = { 502: 'crashed', 504: 'time_limit' };

async function isUp(fetcher: Fetcher): Promise<boolean> {
  try {
    return (await fetcher.fetch(`${ADDRESS}/ping`)).ok;
  } catch {
    return false;
  }
}

async function send(fetcher: Fetcher, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetcher.fetch(`${ADDRESS}${path}`, { method: 'POST', ...init });
  } catch (cause) {
    throw new RunnerLost('time_limit', cause);
  }
}

export function createRunnerProcess(fetcher: Fetcher): RunnerProcess {
  return {
    async call(path, body, limitMs) {
      const headers = limitMs === undefined ? {} : { 'x-limit-ms': String(limitMs) };
      const response = await send(fetcher, path, { headers, body });
      const end = ENDS[response.status];
      if (end !== undefined) throw new RunnerLost(end);
      return response.text();
    },
    async untilUp() {
      for (let waited = 0; waited < PATIENCE; waited += LOOK_EVERY) {
        if (await isUp(fetcher)) return;
        await pause(LOOK_EVERY);
      }
    },
  };
}

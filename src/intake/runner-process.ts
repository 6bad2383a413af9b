import { pause } from '../shared/pause.ts';

/** A process that runs executions, as the one that serves the API sees it. */
export type RunnerProcess = {
  /** Posts a call and gives the body of the answer. Throws `RunnerLost` when the process ends first, or is not there. */
  call(path: string, body: string): Promise<string>;
  /** Resolves when it is there again, or has had time enough to be. */
  untilUp(): Promise<void>;
};

/** What became of the process: it ended by itself, or was ended because it did not answer. */
export type RunnerEnd = 'crashed' | 'time_limit';

/** The process ended, with the call or before it. What it had begun is known from the rows of the executions. */
export class RunnerLost extends Error {
  override readonly name = 'RunnerLost';
  readonly end: RunnerEnd;

  constructor(end: RunnerEnd, cause?: unknown) {
    super('The process that runs executions has ended.', { cause });
    this.end = end;
  }
}

const ADDRESS = 'http://runner.invalid';

/** How long a process may take to come up, and between two looks whether it has: in milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 50;

/** How the one who watches over the process for single executions says what he did with it. */
const ENDS: { readonly [status: number]: RunnerEnd } = { 502: 'crashed', 504: 'time_limit' };

async function isUp(fetcher: Fetcher): Promise<boolean> {
  try {
    return (await fetcher.fetch(`${ADDRESS}/ping`)).ok;
  } catch {
    return false;
  }
}

async function send(fetcher: Fetcher, path: string, body: string): Promise<Response> {
  try {
    return await fetcher.fetch(`${ADDRESS}${path}`, { method: 'POST', body });
  } catch (cause) {
    throw new RunnerLost('time_limit', cause);
  }
}

export function createRunnerProcess(fetcher: Fetcher): RunnerProcess {
  return {
    async call(path, body) {
      const response = await send(fetcher, path, body);
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

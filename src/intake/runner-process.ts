import { pause } from '../shared/pause.ts';

/** A process that runs executions, as the one that serves the API sees it. */
export type RunnerProcess = {
  /**
   * Posts a call and gives the body of the answer. One that could not be begun, because the process was just being started or
   * did not get to it before it was ended, is made once more. Throws `RunnerLost` when the process ended with the call begun.
   */
  call(path: string, body: string): Promise<string>;
};

/** What became of the process: it ended by itself, or was ended because it did not answer. */
export type RunnerEnd = 'crashed' | 'time_limit';

/** The process ended in the middle of a call. */
export class RunnerLost extends Error {
  override readonly name = 'RunnerLost';
  readonly end: RunnerEnd;

  constructor(end: RunnerEnd, cause?: unknown) {
    super('The process that ran the execution has ended.', { cause });
    this.end = end;
  }
}

const ADDRESS = 'http://runner.invalid';

/** How long a process may take to come up, and between two looks whether it has: in milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 50;

/** How the one who watches over the process for single executions says what he did with it. */
const ENDS: { readonly [status: number]: RunnerEnd } = { 502: 'crashed', 504: 'time_limit' };

async function untilUp(fetcher: Fetcher): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += LOOK_EVERY) {
    try {
      await (await fetcher.fetch(`${ADDRESS}/ping`)).text();
      return;
    } catch {
      await pause(LOOK_EVERY);
    }
  }
}

/** `null`: the call was not begun. */
async function attempt(fetcher: Fetcher, path: string, body: string): Promise<Response | null> {
  try {
    return await fetcher.fetch(`${ADDRESS}${path}`, { method: 'POST', body });
  } catch {
    return null;
  }
}

async function answerOf(response: Response): Promise<string> {
  const end = ENDS[response.status];
  if (end !== undefined) throw new RunnerLost(end);
  try {
    return await response.text();
  } catch (cause) {
    throw new RunnerLost('time_limit', cause);
  }
}

export function createRunnerProcess(fetcher: Fetcher): RunnerProcess {
  return {
    async call(path, body) {
      const first = await attempt(fetcher, path, body);
      if (first !== null) return answerOf(first);
      await untilUp(fetcher);
      const second = await attempt(fetcher, path, body);
      if (second === null) throw new RunnerLost('time_limit');
      return answerOf(second);
    },
  };
}

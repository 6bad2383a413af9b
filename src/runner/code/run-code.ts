import { NodeError } from '../../nodes/node-error.ts';
import type { CodeProgram, CodeRunner } from './code-program.ts';
import { isolateError } from './isolate-error.ts';
import { createIsolates } from './load-isolate.ts';
import { readOutcome } from './read-outcome.ts';

/** The isolate sees nothing of a request but its body. */
const ADDRESS = 'https://code.invalid/';

function jobOf({ mode, limitMs, concurrency, items, context }: CodeProgram): string {
  const inputs = items.map(({ json, binary }) => (binary === undefined ? { json } : { json, binary }));
  return JSON.stringify({ mode, limitMs, concurrency, items: inputs, context });
}

/** Runs user code in isolates of the platform's Worker Loader. */
export function createCodeRunner(loader: WorkerLoader): CodeRunner {
  const load = createIsolates(loader);
  return async (program, signal) => {
    try {
      const response = await load(program).fetch(ADDRESS, { method: 'POST', body: jobOf(program), signal });
      return await readOutcome(response);
    } catch (error) {
      throw signal.aborted ? new NodeError('code.aborted', 'The code was stopped') : isolateError(error);
    }
  };
}

import { NodeError } from '../../nodes/node-error.ts';
import type { CodeProgram, CodeRunner } from './code-program.ts';
import { isolateError } from './isolate-error.ts';
import { createProgramCompiler, type IsolateHost } from './isolate-program.ts';
import { readOutcome } from './read-outcome.ts';

function jobOf({ mode, limitMs, concurrency, items, context }: CodeProgram): string {
  const inputs = items.map(({ json, binary }) => (binary === undefined ? { json } : { json, binary }));
  return JSON.stringify({ mode, limitMs, concurrency, items: inputs, context });
}

/** Runs user code in isolates. */
export function createCodeRunner(host: IsolateHost): CodeRunner {
  const compile = createProgramCompiler();
  return async (program, signal) => {
    try {
      return await readOutcome(await host(compile(program), jobOf(program), signal));
    } catch (error) {
      throw signal.aborted ? new NodeError('code.aborted', 'The code was stopped') : isolateError(error);
    }
  };
}

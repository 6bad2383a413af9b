import { NeonDbError } from '@neondatabase/serverless';
import { handOnLost, hasRow } from '../../executions/lifecycle/lost-executions.ts';
import { parseExactly } from '../../numbers/parse-json.ts';
import { AppError } from '../../shared/errors.ts';
import { consoleLog } from '../../shared/log.ts';
import type { Elsewhere, IntakeDeps } from '../intake-deps.ts';
import { RunnerLost } from '../runner-process.ts';
import { awaitEnd } from './await-end.ts';
import { insertQueued } from './enqueue-execution.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** What is sent to another process to start an execution. It loads the workflow itself. */
export type StartCall = Pick<StartRequest, 'execution' | 'guard' | 'waitMs' | 'answerWith'>;

/** The answer of the other process. */
export type StartAnswer =
  | { readonly type: 'result'; readonly result: StartResult }
  | {
      readonly type: 'refused';
      readonly code: string;
      readonly status: number;
      readonly message: string;
      readonly headers: { readonly [name: string]: string };
    }
  | { readonly type: 'database_away' }
  | { readonly type: 'broken' };

function callOf({ execution, guard, waitMs, answerWith }: StartRequest): StartCall {
  return { execution, guard, waitMs, answerWith };
}

function resultOf(answer: StartAnswer): StartResult {
  switch (answer.type) {
    case 'result':
      return answer.result;
    case 'refused':
      throw new AppError(answer.code, answer.status, answer.message, { headers: answer.headers });
    case 'database_away':
      throw new NeonDbError('The database of the runner is away.');
    case 'broken':
      throw new Error('The runner could not start the execution.');
  }
}

/**
 * After the process has ended: an execution that it had begun, or may have begun without a row, runs once more, alone. Any other
 * one goes through the queue.
 */
async function startAgain(deps: IntakeDeps, request: StartRequest, deadline: number): Promise<StartResult> {
  const { id, hasEffects } = request.execution;
  const [begun] = await handOnLost(deps.db, [id]);
  const message = 'A runner process ended; the execution is started again.';
  consoleLog({ level: 'warn', message, execution: id, begun: begun !== undefined });
  if (begun === undefined && !(await hasRow(deps.db, id))) {
    const inserted = await insertQueued(deps, request);
    if (inserted !== 'inserted') return { type: inserted };
  }
  await deps.outbox.send([{ execution_id: id, suspect: begun !== undefined || !hasEffects }]);
  const left = Math.max(0, deadline - deps.services.clock());
  return awaitEnd(deps.db, { ...request, over: AbortSignal.timeout(left) });
}

/** Starts an execution in the process for executions, while its caller waits. Throws what starting it here would throw. */
export async function startElsewhere(
  deps: IntakeDeps,
  { shared }: Elsewhere,
  request: StartRequest,
): Promise<StartResult> {
  const deadline = deps.services.clock() + (request.waitMs ?? 0);
  try {
    return resultOf(parseExactly(await shared.call('/start', JSON.stringify(callOf(request)))));
  } catch (error) {
    if (error instanceof RunnerLost) return startAgain(deps, request, deadline);
    throw error;
  }
}

import { databaseAway } from '../../db/database-errors.ts';
import { parseExactly } from '../../numbers/parse-json.ts';
import { AppError } from '../../shared/errors.ts';
import { consoleLog } from '../../shared/log.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import { askPolls } from '../polls/ask-polls.ts';
import { runBatch } from '../queue/run-batch.ts';
import type { BatchAnswer } from '../queue/run-batch-elsewhere.ts';
import type { StartAnswer, StartCall } from '../start/start-elsewhere.ts';
import { startExecution } from '../start/start-execution.ts';

/** The errors that the caller throws again: our refusals, and that the database is away. */
function answerFor(error: unknown): StartAnswer {
  if (error instanceof AppError) {
    const { code, status, message, details } = error;
    return { type: 'refused', code, status, message, headers: details.headers ?? {} };
  }
  if (databaseAway(error) !== null) return { type: 'database_away' };
  consoleLog({ level: 'error', message: 'A runner could not start an execution.', error });
  return { type: 'broken' };
}

async function start(deps: IntakeDeps, body: string, background: Background): Promise<StartAnswer> {
  const call: StartCall = parseExactly(body);
  const { workflowId, workflowVersion } = call.execution;
  try {
    const workflow = await deps.workflows.load(workflowId, workflowVersion);
    if (workflow === null) return { type: 'result', result: { type: 'stale' } };
    return { type: 'result', result: await startExecution(deps, { ...call, workflow, background }) };
  } catch (error) {
    return answerFor(error);
  }
}

async function take(work: Promise<void>): Promise<BatchAnswer> {
  try {
    await work;
    return { taken: true };
  } catch (error) {
    consoleLog({ level: 'warn', message: 'A batch was not taken; the queue delivers it again.', error });
    return { taken: false };
  }
}

/**
 * Answers a call of the process that serves the API. An answer to `/ping` shows that this process runs and is not busy computing. What
 * was taken goes on if the caller ends: else each of its executions would stand still until its lease runs out.
 */
export async function answerRunnerCall(deps: IntakeDeps, request: Request, background: Background): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (path === '/ping') return new Response('ok');
  const body = await request.text();
  if (path === '/start') return Response.json(await start(deps, body, background));
  const taken = take(path === '/polls' ? askPolls(deps, JSON.parse(body)) : runBatch(deps, JSON.parse(body)));
  background(taken);
  return Response.json(await taken);
}

import { insertExecution } from '../executions/insert-execution.ts';
import { openRun } from '../runner/open-run.ts';
import { type RunResult, runOpened } from '../runner/run-execution.ts';
import { servicesOfOne } from '../runner/services-of-one.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { StartRequest, StartResult } from './start-request.ts';

async function runInMemory(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<RunResult> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('lost'), waitMs);
  const { execution, workflow } = request;
  const source = { ...execution, startedAt: execution.createdAt, epoch: 1 };
  const opened = openRun({ workflow, source, remote: null, replay: [], now: deps.services.clock() });
  try {
    return await runOpened(servicesOfOne(deps.services), { opened, stop: stop.signal, onResponse: () => undefined });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs an execution without effects while its caller waits. Nothing was promised before the answer, so the one statement at
 * its end is all it needs; if it takes too long, it is queued and runs again from the start, which changes nothing in the world.
 */
export async function runWithoutRow(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<StartResult> {
  const result = await runInMemory(deps, request, waitMs);
  if (result.type !== 'finished') return enqueueExecution(deps, request);
  const { ending, nodes } = result.finished;
  const { execution, guard } = request;
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'ended', ending, nodes } });
  if (inserted !== 'inserted') return { type: inserted };
  const { response, output } = result;
  if (response === null || request.answerWith === 'end') return { type: 'ended', ending, response, output };
  return { type: 'responded', response };
}

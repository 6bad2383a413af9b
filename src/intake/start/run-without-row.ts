import { insertExecution } from '../../executions/lifecycle/insert-execution.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import { prepareRun } from '../../runner/reuse/prepare-run.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';
import { servicesOfOne } from '../../runner/run/invocation-services.ts';
import { openRun } from '../../runner/run/open-run.ts';
import { type RunResult, runOpened } from '../../runner/run-execution.ts';
import { concludeExecutions } from '../ends/conclude-executions.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { awaitEnd } from './await-end.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import { LIGHT_NODE_STEPS } from './light-run.ts';
import { startElsewhere } from './start-elsewhere.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Beside processes for executions, this one runs only what is light. */
function servicesFor({ services, elsewhere }: IntakeDeps): RunnerServices {
  const own = servicesOfOne(services);
  return elsewhere === null ? own : { ...own, maxNodeSteps: LIGHT_NODE_STEPS };
}

type Ran = { readonly result: RunResult; readonly response: CallerResponse | null };

async function runInMemory(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<Ran> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('lost'), waitMs);
  const { execution, workflow } = request;
  const source = { ...execution, startedAt: execution.createdAt, epoch: 1 };
  const prepared = await prepareRun(deps.services.earlier, workflow, execution.runOptions);
  const opened = openRun({ ...prepared, source, remote: null, replay: [], now: deps.services.clock() });
  let first: CallerResponse | null = null;
  const onResponse = (response: CallerResponse): void => {
    first ??= response;
  };
  try {
    const result = await runOpened(servicesFor(deps), { opened, stop: stop.signal, onResponse });
    return { result, response: first };
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a node was stopped for what it may do elsewhere. */
function wasTooHeavy(result: RunResult): boolean {
  if (result.type !== 'finished') return false;
  return result.finished.nodes.some(({ errorCode }) => errorCode === 'node.work_limit');
}

/** It rests, or takes too long: it begins anew from the queue, and its caller gets what a node has answered, or waits on. */
async function goOnWithRow(
  deps: IntakeDeps,
  request: StartRequest,
  { response, deadline }: { response: CallerResponse | null; deadline: number },
): Promise<StartResult> {
  const enqueued = await enqueueExecution(deps, request);
  if (enqueued.type !== 'accepted') return enqueued;
  if (response !== null && request.answerWith === 'response') return { type: 'responded', response };
  const left = deadline - deps.services.clock();
  if (left <= 0) return enqueued;
  return awaitEnd(deps.db, { ...request, over: AbortSignal.timeout(left) });
}

/**
 * Runs an execution without effects while its caller waits. Nothing was promised before the answer, so the one statement at
 * its end is all it needs; if it takes too long, it is queued and runs again from the start, which changes nothing in the world.
 */
export async function runWithoutRow(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<StartResult> {
  const deadline = deps.services.clock() + waitMs;
  const { result, response: given } = await runInMemory(deps, request, waitMs);
  if (deps.elsewhere !== null && wasTooHeavy(result)) return startElsewhere(deps, deps.elsewhere, request);
  if (result.type !== 'finished') return goOnWithRow(deps, request, { response: given, deadline });
  const { ending, nodes } = result.finished;
  const { execution, guard } = request;
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'ended', ending, nodes } });
  if (inserted !== 'inserted') return { type: inserted };
  const { response, output, aftermath } = result;
  if (aftermath.length > 0) request.background(concludeExecutions(deps, [execution.id], aftermath));
  if (response === null || request.answerWith === 'end') return { type: 'ended', ending, response, output };
  return { type: 'responded', response };
}

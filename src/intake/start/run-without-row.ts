import type { CallerResponse } from '../../nodes/define-node.ts';
import { prepareRun } from '../../runner/reuse/prepare-run.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';
import { invocationServices } from '../../runner/run/invocation-services.ts';
import { openRun } from '../../runner/run/open-run.ts';
import { type RunResult, runOpened } from '../../runner/run-execution.ts';
import { createLazyAbort } from '../../shared/lazy-abort.ts';
import { followUpEnds } from '../ends/follow-up-ends.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { awaitEnd } from './await-end.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import { LIGHT_NODE_STEPS } from './light-run.ts';
import { startElsewhere } from './start-elsewhere.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** How a run in memory ended, and the answer that a node gave on the way. */
type MemoryRun = { readonly result: RunResult; readonly response: CallerResponse | null };

/** Where other processes run executions, this one runs only light ones. */
function servicesFor({ services, elsewhere }: IntakeDeps): RunnerServices {
  const own = invocationServices(services);
  return elsewhere === null ? own : { ...own, maxNodeSteps: LIGHT_NODE_STEPS };
}

async function runInMemory(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<MemoryRun> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Most runs are over before anything could stop them.
  const stop = createLazyAbort(() => {
    timer = setTimeout(() => stop.abort('lost'), waitMs);
  });
  const { execution, workflow } = request;
  const source = { ...execution, startedAt: execution.createdAt, epoch: 1 };
  const prepared = await prepareRun(deps.services, workflow, execution);
  const opened = openRun({ ...prepared, source, remote: null, replay: [], now: deps.services.clock() });
  let first: CallerResponse | null = null;
  const onResponse = (response: CallerResponse): void => {
    first ??= response;
  };
  try {
    const result = await runOpened(servicesFor(deps), { opened, stop, onResponse });
    return { result, response: first };
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a node failed at the limit of light runs, which is lower than elsewhere. */
function wasTooHeavy(result: RunResult): boolean {
  if (result.type !== 'finished') return false;
  return result.finished.nodes.some(({ errorCode }) => errorCode === 'node.work_limit');
}

/** Queues a run that waits or takes too long, so that it begins anew. Its caller gets the answer of a node, or waits on. */
async function startAgainFromQueue(
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
 * Runs an execution without effects while its caller waits. Nothing is promised before the answer, so one statement at the
 * end is enough. If the run takes too long, the execution is queued and runs again from the start, which does no harm.
 */
export async function runWithoutRow(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<StartResult> {
  const deadline = deps.services.clock() + waitMs;
  const { result, response: given } = await runInMemory(deps, request, waitMs);
  if (deps.elsewhere !== null && wasTooHeavy(result)) return startElsewhere(deps, deps.elsewhere, request);
  if (result.type !== 'finished') return startAgainFromQueue(deps, request, { response: given, deadline });
  const { ending, nodes, kept } = result.finished;
  const { execution, guard } = request;
  const inserted = await deps.writers.insert({
    execution,
    guard,
    entry: { type: 'ended', ending, nodes, ...(kept === undefined ? {} : { kept }) },
  });
  if (inserted !== 'inserted') return { type: inserted };
  result.report();
  const { response, output, followUps } = result;
  if (followUps.length > 0) request.background(followUpEnds(deps, [execution.id], followUps));
  if (response === null || request.answerWith === 'end') return { type: 'ended', ending, response, output };
  return { type: 'responded', response };
}

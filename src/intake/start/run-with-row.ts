import type { CallerResponse } from '../../nodes/define-node.ts';
import { createWakeUp } from '../../runner/drive/wake-up.ts';
import { openDurably, type RunnerDeps, type RunResult, runOpened } from '../../runner/run-execution.ts';
import { consoleLog } from '../../shared/log.ts';
import { createInvocationRunner } from '../ends/invocation-runner.ts';
import { type SettleDeps, settleExecution } from '../ends/settle-execution.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { awaitEnd } from './await-end.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** How long a run goes on after its caller was answered, in milliseconds. The platform allows 30 s. */
const GRACE = 20_000;

/** The answer for the caller. The first one that is given counts. */
type Answer = {
  readonly give: (result: StartResult) => void;
  readonly given: Promise<StartResult>;
  /** Aborts when the answer is given. */
  readonly over: AbortSignal;
};

function createAnswer(): Answer {
  const { promise, resolve } = Promise.withResolvers<StartResult>();
  const over = new AbortController();
  const give = (result: StartResult): void => {
    resolve(result);
    over.abort();
  };
  return { give, given: promise, over: over.signal };
}

function toStartResult(result: Extract<RunResult, { type: 'finished' }>): StartResult {
  const { finished, response, output } = result;
  return { type: 'ended', ending: finished.ending, response, output };
}

/** Runs the execution while its lease is renewed. */
async function runWithLease(
  runner: RunnerDeps,
  { execution, workflow }: StartRequest,
  control: { stop: AbortController; respond: (response: CallerResponse) => void },
): Promise<RunResult> {
  const source = { ...execution, startedAt: execution.createdAt, epoch: 1 };
  const hold = { id: execution.id, epoch: 1, resumeCount: 0 };
  const wakeUp = createWakeUp();
  const { stop, respond } = control;
  runner.leases.hold(hold, { stop, wakeUp });
  try {
    const opened = await openDurably(runner, { workflow, source, first: true, journal: null, cancelled: false });
    if (opened === null) return { type: 'lost' };
    return await runOpened(runner.services, { opened, stop: stop.signal, wakeUp, onResponse: respond });
  } finally {
    runner.leases.drop(hold);
  }
}

async function runAndSettle(
  deps: IntakeDeps,
  request: StartRequest,
  answer: Answer,
  stop: AbortController,
): Promise<void> {
  const { runner, settle } = createInvocationRunner(deps);
  const respond = (response: CallerResponse): void => {
    if (request.answerWith === 'response') answer.give({ type: 'responded', response });
  };
  // The caller does not wait for what others have to hear.
  const followUp: SettleDeps['followUp'] = async (...end) => request.background(settle.followUp(...end));
  const leaveGates: SettleDeps['leaveGates'] = async (id) => {
    request.background(settle.leaveGates(id));
    return true;
  };
  try {
    const result = await runWithLease(runner, request, { stop, respond });
    const gated = request.execution.flowKey !== null;
    const hold = { id: request.execution.id, epoch: 1, resumeCount: 0, gated };
    const settled = await settleExecution({ ...settle, followUp, leaveGates }, hold, result);
    if (settled && result.type === 'finished') answer.give(toStartResult(result));
    else answer.give(await awaitEnd(deps.db, { ...request, over: answer.over }));
  } catch (error) {
    consoleLog({
      level: 'error',
      message: 'A runner broke off; the sweep goes on with it.',
      execution: request.execution.id,
      error,
    });
    answer.give({ type: 'accepted' });
  }
}

/**
 * Runs an execution with effects while its caller waits. Its row is committed before the first node runs, and the journal
 * is durable from the first effect on: a failure after that costs time, never the execution.
 */
export async function runWithRow(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<StartResult> {
  const { execution, guard } = request;
  const entry = { type: 'running', leaseSeconds: deps.leaseSeconds } as const;
  const inserted = await deps.writers.insert({ execution, guard, entry });
  if (inserted !== 'inserted') return { type: inserted };
  const answer = createAnswer();
  const stop = new AbortController();
  const patienceTimer = setTimeout(() => answer.give({ type: 'accepted' }), waitMs);
  const graceTimer = setTimeout(() => stop.abort('time_up'), waitMs + GRACE);
  const work = runAndSettle(deps, request, answer, stop).finally(() => {
    clearTimeout(patienceTimer);
    clearTimeout(graceTimer);
  });
  request.background(work);
  return answer.given;
}

import type { CallerResponse } from '../../nodes/define-node.ts';
import { createWakeUp } from '../../runner/drive/wake-up.ts';
import { createLiveRun, type LiveRun } from '../../runner/live/live-run.ts';
import { openDurably, type RunnerDeps, type RunResult, runOpened } from '../../runner/run-execution.ts';
import { lazily } from '../../shared/lazy-abort.ts';
import { consoleLog } from '../../shared/log.ts';
import { createInvocationRunner } from '../ends/invocation-runner.ts';
import { type SettleDeps, settleExecution } from '../ends/settle-execution.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { awaitEnd } from './await-end.ts';
import { beginsWithEffect } from './begins-with-effect.ts';
import { createFirstRow, type FirstRow } from './first-row.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** How long a run goes on after its caller was answered, in milliseconds. The platform allows 30 s. */
const GRACE = 20_000;

/** The answer for the caller. The first one that is given counts. */
type Answer = {
  readonly give: (result: StartResult) => void;
  /** Nothing was accepted. */
  readonly fail: (error: unknown) => void;
  readonly given: Promise<StartResult>;
  /** Aborts when the answer is given. */
  readonly over: AbortSignal;
};

function createAnswer(): Answer {
  const { promise, resolve, reject } = Promise.withResolvers<StartResult>();
  const over = new AbortController();
  const give = (result: StartResult): void => {
    resolve(result);
    over.abort();
  };
  return { give, fail: reject, given: promise, over: over.signal };
}

function toStartResult(result: Extract<RunResult, { type: 'finished' }>): StartResult {
  const { finished, response, output } = result;
  return { type: 'ended', ending: finished.ending, response, output };
}

/** What the row says as it is written: nothing has come yet, and nobody knows of it who could watch. */
const FIRST_HOLD = { epoch: 1, resumeCount: 0, watchCount: 0 };

/** Runs the execution while its lease is renewed: not before a third of it is over, and by then its row is there. */
async function runWithLease(
  runner: RunnerDeps,
  { execution, workflow }: StartRequest,
  control: { stop: AbortController; respond: (response: CallerResponse) => void; live: LiveRun },
): Promise<RunResult> {
  const source = { ...execution, startedAt: execution.createdAt, epoch: 1 };
  const hold = { ...FIRST_HOLD, id: execution.id };
  const wakeUp = createWakeUp();
  const { stop, respond, live } = control;
  runner.leases.hold(hold, { stop, wakeUp, onWatched: live.begin });
  try {
    const opened = await openDurably(runner, { workflow, source, first: true, journal: null, cancelled: false });
    if (opened === null) return { type: 'lost' };
    return await runOpened(runner.services, { opened, stop: lazily(stop.signal), wakeUp, live, onResponse: respond });
  } finally {
    runner.leases.drop(hold);
  }
}

/** What a run that its caller waits for is given. */
type Waited = { readonly answer: Answer; readonly stop: AbortController; readonly row: FirstRow };

async function runAndSettle(deps: IntakeDeps, request: StartRequest, { answer, stop, row }: Waited): Promise<void> {
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
  const journals = { rows: row.journalBy(runner.rows), beforeObject: row.beforeObject };
  const live = createLiveRun(runner.live, { ...FIRST_HOLD, id: request.execution.id }, false);
  const result = await runWithLease({ ...runner, ...journals }, request, { stop, respond, live });
  const inserted = await row.ensure();
  if (inserted !== 'inserted') return answer.give({ type: inserted });
  const gated = request.execution.flowKey !== null;
  const hold = { ...FIRST_HOLD, id: request.execution.id, gated, live };
  const settled = await settleExecution({ ...settle, followUp, leaveGates }, hold, result);
  if (settled && result.type === 'finished') answer.give(toStartResult(result));
  else answer.give(await awaitEnd(deps.db, { ...request, over: answer.over }));
}

/** Once the row is written the execution is accepted, whatever becomes of this runner. */
function breakOff({ answer, row }: Waited, execution: string, error: unknown): void {
  if (row.isWritten()) {
    consoleLog({ level: 'error', message: 'A runner broke off; the sweep goes on with it.', execution, error });
    answer.give({ type: 'accepted' });
  } else answer.fail(error);
}

/**
 * Runs an execution with effects while its caller waits. Its row is committed before the first node runs or, if that is an
 * effect, together with its intent, and the journal is durable from the first effect on: a failure after that costs time, never
 * the execution.
 */
export async function runWithRow(deps: IntakeDeps, request: StartRequest, waitMs: number): Promise<StartResult> {
  const answer = createAnswer();
  const stop = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const row = createFirstRow(deps, request, () => {
    timers.push(setTimeout(() => answer.give({ type: 'accepted' }), waitMs));
    timers.push(setTimeout(() => stop.abort('time_up'), waitMs + GRACE));
  });
  if (!beginsWithEffect(request)) {
    const inserted = await row.ensure();
    if (inserted !== 'inserted') return { type: inserted };
  }
  const waited = { answer, stop, row };
  const work = runAndSettle(deps, request, waited)
    .catch((error: unknown) => breakOff(waited, request.execution.id, error))
    .finally(() => timers.forEach(clearTimeout));
  request.background(work);
  return answer.given;
}

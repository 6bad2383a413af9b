import { renewLeases } from '../../executions/lifecycle/hold-execution.ts';
import { insertExecution } from '../../executions/lifecycle/insert-execution.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import { createLeaseKeeper } from '../../runner/drive/lease-keeper.ts';
import { createGroupWriter } from '../../runner/journal/group-writer.ts';
import { invocationServices } from '../../runner/run/invocation-services.ts';
import { openDurably, type RunResult, runOpened } from '../../runner/run-execution.ts';
import { consoleLog } from '../../shared/log.ts';
import { followUpEnds } from '../ends/follow-up-ends.ts';
import { createRowJournals } from '../ends/row-journals.ts';
import { flushWithRetries, settleExecution } from '../ends/settle-execution.ts';
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
  deps: IntakeDeps,
  request: StartRequest,
  control: { stop: AbortController; respond: (response: CallerResponse) => void },
): Promise<RunResult> {
  const { execution, workflow } = request;
  const source = { ...execution, startedAt: execution.createdAt, epoch: 1 };
  const { coordinators, db, leaseSeconds } = deps;
  const services = invocationServices(deps.services);
  const leases = createLeaseKeeper({
    renew: (holds) => renewLeases(db, holds, leaseSeconds),
    leaseSeconds,
    clock: services.clock,
  });
  const rows = createRowJournals(db);
  const hold = { id: execution.id, epoch: 1 };
  leases.hold(hold, control.stop);
  try {
    const opened = await openDurably(
      { services, coordinators, rows, leases },
      { workflow, source, first: true, journal: null, cancelled: false },
    );
    if (opened === null) return { type: 'lost' };
    return await runOpened(services, { opened, stop: control.stop.signal, onResponse: control.respond });
  } finally {
    leases.drop(hold);
  }
}

async function runAndSettle(
  deps: IntakeDeps,
  request: StartRequest,
  answer: Answer,
  stop: AbortController,
): Promise<void> {
  const { db, coordinators, outbox } = deps;
  const respond = (response: CallerResponse): void => {
    if (request.answerWith === 'response') answer.give({ type: 'responded', response });
  };
  try {
    const result = await runWithLease(deps, request, { stop, respond });
    const flush = createGroupWriter(flushWithRetries(db));
    const settled = await settleExecution(
      {
        db,
        coordinators,
        flush,
        enqueue: outbox.handOver,
        followUp: async (id, followUps) => request.background(followUpEnds(deps, [id], followUps)),
      },
      { id: request.execution.id, epoch: 1, resumeCount: 0 },
      result,
    );
    if (settled && result.type === 'finished') answer.give(toStartResult(result));
    else answer.give(await awaitEnd(db, { ...request, over: answer.over }));
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
  const inserted = await insertExecution(deps.db, { execution, guard, entry });
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

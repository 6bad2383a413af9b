import type { JsonValue } from '../engine/json.ts';
import type { FinishedExecution } from '../executions/lifecycle/flush-executions.ts';
import type { ClaimedExecution } from '../executions/model/execution-record.ts';
import type { CallerResponse } from '../nodes/define-node.ts';
import { drive } from './drive/drive.ts';
import type { DriveResult } from './drive/drive-options.ts';
import type { LeaseKeeper } from './drive/lease-keeper.ts';
import { callResult } from './history/call-result.ts';
import { executionHistory } from './history/execution-history.ts';
import { type FollowUp, followUpsOf } from './history/follow-ups.ts';
import { beginJournal, type JournalDeps, takeOver } from './journal/open-journal.ts';
import { prepareRun } from './reuse/prepare-run.ts';
import type { ExecutionRun, RunnerServices } from './run/execution-run.ts';
import { type OpenedRun, openRun, type RunSource } from './run/open-run.ts';
import { resumeWaiting } from './run/resume-waiting.ts';
import type { CompiledWorkflow } from './workflow/compiled-workflow.ts';

export type RunnerDeps = JournalDeps & {
  readonly services: RunnerServices;
  readonly leases: LeaseKeeper;
};

/** How a run ended, for who has to write it down. */
export type RunResult =
  | {
      readonly type: 'finished';
      readonly finished: FinishedExecution;
      /** The first answer that a node gave, and what the execution came to; uncut, unlike what history keeps. */
      readonly response: CallerResponse | null;
      readonly output: JsonValue;
      /** What has to be done for others once the end is written. */
      readonly followUps: readonly FollowUp[];
    }
  | { readonly type: 'suspended'; readonly until: number | null }
  | { readonly type: 'released' }
  | { readonly type: 'lost' };

export type RunOptions = {
  readonly opened: OpenedRun;
  readonly stop: AbortSignal;
  readonly onResponse: (response: CallerResponse) => void;
};

function finishedRun(
  run: ExecutionRun,
  result: Extract<DriveResult, { type: 'finished' }>,
  options: { response: CallerResponse | null; services: RunnerServices },
): RunResult {
  const { response, services } = options;
  const { output, ...history } = executionHistory({
    run,
    outcome: result.outcome,
    response,
    now: services.clock(),
    newId: services.newId,
  });
  const { outcome } = result;
  const called = outcome.status === 'completed' ? callResult(run) : null;
  const finished = {
    ...{ id: run.id, createdAt: run.createdAt, epoch: run.epoch, promoted: run.journal.isPromoted(), ...history },
    ...(called === null ? {} : { callResult: called }),
  };
  const followUps = followUpsOf(run, outcome);
  return { type: 'finished', finished, response, output, followUps };
}

/** A caller is answered once: what was given first counts, be it by an earlier runner. */
function firstResponse(run: ExecutionRun): CallerResponse | null {
  return run.journal.entries().find(({ data }) => data?.response !== undefined)?.data?.response ?? null;
}

/** Drives an opened run and turns its end into rows. */
export async function runOpened(services: RunnerServices, options: RunOptions): Promise<RunResult> {
  const { stop, onResponse } = options;
  const { run, commands } = options.opened;
  const result = await drive({ run, services, commands, stop, onResponse });
  return result.type === 'finished' ? finishedRun(run, result, { response: firstResponse(run), services }) : result;
}

export type DurableRun = {
  readonly workflow: CompiledWorkflow;
  readonly source: RunSource;
  readonly first: boolean;
  /** What its row says: the facts that it holds, and whether it shall end. */
  readonly journal: string | null;
  readonly cancelled: boolean;
};

/** One that came to its end before it was cancelled stays as it ended. */
function cancelOpened(opened: OpenedRun, now: number): OpenedRun {
  if (opened.run.journal.state().outcome !== null) return opened;
  return { ...opened, commands: opened.run.journal.apply({ at: now, event: { type: 'cancel_requested' } }) };
}

/** Opens an execution with its object behind it; `first`: no runner has had it before, so the object can hold nothing. */
export async function openDurably(
  deps: RunnerDeps,
  { workflow, source, first, journal, cancelled }: DurableRun,
): Promise<OpenedRun | null> {
  const now = deps.services.clock();
  const { id, epoch } = source;
  const restored = first ? beginJournal(deps, { id, epoch }) : await takeOver(deps, { id, epoch }, journal);
  if (restored === null) return null;
  const prepared = await prepareRun(deps.services.earlier, workflow, source.runOptions);
  const { remote, entries } = restored;
  const opened = openRun({ ...prepared, source, remote, replay: entries, now });
  if (cancelled || restored.cancelled) return cancelOpened(opened, now);
  return resumeWaiting(deps.services.waits, opened, now);
}

export type ClaimedRun = {
  readonly workflow: CompiledWorkflow;
  readonly claimed: ClaimedExecution;
  /** When this runner has to begin no more nodes, in milliseconds since the epoch. */
  readonly deadline: number;
};

/** Runs an execution that was claimed from the queue, holding its lease as long as it takes. */
export async function runClaimed(deps: RunnerDeps, { workflow, claimed, deadline }: ClaimedRun): Promise<RunResult> {
  const hold = { id: claimed.id, epoch: claimed.epoch };
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('time_up'), deadline - deps.services.clock());
  deps.leases.hold(hold, stop);
  try {
    const opened = await openDurably(deps, {
      workflow,
      source: claimed,
      first: claimed.epoch === 1,
      journal: claimed.journal,
      cancelled: claimed.cancelRequested,
    });
    if (opened === null) return { type: 'lost' };
    return await runOpened(deps.services, { opened, stop: stop.signal, onResponse: () => undefined });
  } finally {
    clearTimeout(timer);
    deps.leases.drop(hold);
  }
}

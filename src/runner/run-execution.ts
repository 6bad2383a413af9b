import { isAtMostOnce } from '../engine/at-most-once.ts';
import type { JsonValue } from '../engine/json.ts';
import type { FinishedExecution } from '../executions/lifecycle/end-text.ts';
import type { ClaimedExecution } from '../executions/model/execution-record.ts';
import type { CallerResponse } from '../nodes/define-node.ts';
import { type LazySignal, lazily } from '../shared/lazy-abort.ts';
import { drive } from './drive/drive.ts';
import type { DriveResult } from './drive/drive-options.ts';
import type { LeaseKeeper } from './drive/lease-keeper.ts';
import { createWakeUp, type WakeUp } from './drive/wake-up.ts';
import { callResult } from './history/call-result.ts';
import { executionHistory } from './history/execution-history.ts';
import { type FollowUp, followUpsOf } from './history/follow-ups.ts';
import { keepCutOutputs } from './history/keep-cut-outputs.ts';
import { beginJournal, type JournalDeps, takeOver } from './journal/open-journal.ts';
import type { LiveDeps, LiveRun } from './live/live-run.ts';
import { prepareRun } from './reuse/prepare-run.ts';
import type { ExecutionRun, RunnerServices } from './run/execution-run.ts';
import { withVariables } from './run/load-variables.ts';
import { type OpenedRun, openRun, type RunSource } from './run/open-run.ts';
import { resumeWaiting } from './run/resume-waiting.ts';
import type { CompiledWorkflow } from './workflow/compiled-workflow.ts';

export type RunnerDeps = JournalDeps & {
  readonly services: RunnerServices;
  readonly leases: LeaseKeeper;
  readonly live: LiveDeps;
};

/** How a run ended, as `settleExecution` writes it down. */
export type RunResult =
  | {
      readonly type: 'finished';
      readonly finished: FinishedExecution;
      /** The first response that a node gave, and the output of the execution. Both whole, even where history cuts them. */
      readonly response: CallerResponse | null;
      readonly output: JsonValue;
      /** What has to be done for others once the end is written. */
      readonly followUps: readonly FollowUp[];
      /** Tells those who watch the platform, once the end is written. */
      readonly report: () => void;
    }
  | { readonly type: 'suspended'; readonly until: number | null }
  | { readonly type: 'released' }
  | { readonly type: 'lost' };

export type RunOptions = {
  readonly opened: OpenedRun;
  readonly stop: LazySignal;
  /** Left out for a run that nobody can wake, as it has no row. */
  readonly wakeUp?: WakeUp;
  readonly onResponse: (response: CallerResponse) => void;
  /** What those who watch hear of it; left out for a run that nobody can watch, as it has no row. */
  readonly live?: LiveRun;
};

function describeRun({ id, trigger, createdAt, triggerType, workflow }: ExecutionRun) {
  const { workspaceId, workflowId, version } = workflow.identity;
  return { id, trigger, createdAt, triggerType, workspaceId, workflowId, workflowVersion: version };
}

async function finishedRun(
  run: ExecutionRun,
  result: Extract<DriveResult, { type: 'finished' }>,
  options: { response: CallerResponse | null; services: RunnerServices },
): Promise<RunResult> {
  const { response, services } = options;
  const { outcome } = result;
  const history = executionHistory({
    run,
    outcome,
    response,
    now: services.clock(),
    newId: services.newId,
  });
  const { ending, output, kept } = history;
  const nodes = await keepCutOutputs(services.files, run, history);
  const called = outcome.status === 'completed' ? callResult(run) : null;
  const finished = {
    id: run.id,
    createdAt: run.createdAt,
    epoch: run.epoch,
    promoted: run.journal.isPromoted(),
    ending,
    nodes,
    ...(kept === null ? {} : { kept }),
    ...(called === null ? {} : { callResult: called }),
  };
  const report = (): void => services.reportEnd?.({ ...describeRun(run), ending, nodes });
  return { type: 'finished', finished, response, output, followUps: followUpsOf(run, outcome), report };
}

/** The first response that a node gave, perhaps under an earlier runner. Later ones do not count. */
function firstResponse(run: ExecutionRun): CallerResponse | null {
  return run.journal.entries().find(({ data }) => data?.response !== undefined)?.data?.response ?? null;
}

/** Drives an opened run, and turns its end into rows. */
export async function runOpened(services: RunnerServices, options: RunOptions): Promise<RunResult> {
  const { opened, live, ...signals } = options;
  const { commands } = opened;
  const run = await withVariables(services, opened.run);
  live?.follow(run);
  const onWatched = live?.begin ?? (() => undefined);
  const result = await drive({ run, services, commands, onWatched, ...signals });
  return result.type === 'finished' ? finishedRun(run, result, { response: firstResponse(run), services }) : result;
}

/** An execution that is to be opened with a durable journal. */
export type DurableRun = {
  readonly workflow: CompiledWorkflow;
  readonly source: RunSource;
  /** No runner has had it before, so its object holds nothing. */
  readonly first: boolean;
  /** What its row says: its facts as JSON, and whether it was cancelled. */
  readonly journal: string | null;
  readonly cancelled: boolean;
};

/** An execution that ended before it was cancelled keeps its end. */
function cancelOpened(opened: OpenedRun, now: number): OpenedRun {
  if (opened.run.journal.state().outcome !== null) return opened;
  return { ...opened, commands: opened.run.journal.apply({ at: now, event: { type: 'cancel_requested' } }) };
}

/** Opens an execution with a durable journal; `null` if a later runner has it. Throws `JournalLost`. */
export async function openDurably(
  deps: JournalDeps & Pick<RunnerDeps, 'services'>,
  { workflow, source, first, journal, cancelled }: DurableRun,
): Promise<OpenedRun | null> {
  const now = deps.services.clock();
  const { id, epoch } = source;
  const journals = { ...deps, guarded: workflow.plan.nodes.some(isAtMostOnce) };
  const restored = first ? beginJournal(journals, { id, epoch }) : await takeOver(journals, { id, epoch }, journal);
  if (restored === null) return null;
  const prepared = await prepareRun(deps.services, workflow, source);
  const { remote, entries } = restored;
  const opened = openRun({ ...prepared, source, remote, replay: entries, now });
  if (cancelled || restored.cancelled) return cancelOpened(opened, now);
  return resumeWaiting(deps.services.waits, opened, now);
}

export type ClaimedRun = {
  readonly workflow: CompiledWorkflow;
  readonly claimed: ClaimedExecution;
  /** From when on this runner starts no further nodes, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly live: LiveRun;
};

/** Runs a claimed execution while its lease is renewed. */
export async function runClaimed(
  deps: RunnerDeps,
  { workflow, claimed, deadline, live }: ClaimedRun,
): Promise<RunResult> {
  const { id, epoch, resumeCount, watchCount } = claimed;
  const hold = { id, epoch, resumeCount, watchCount };
  const stop = new AbortController();
  const wakeUp = createWakeUp();
  const timer = setTimeout(() => stop.abort('time_up'), deadline - deps.services.clock());
  deps.leases.hold(hold, { stop, wakeUp, onWatched: live.begin });
  try {
    const opened = await openDurably(deps, {
      workflow,
      source: claimed,
      first: claimed.epoch === 1,
      journal: claimed.journal,
      cancelled: claimed.cancelRequested,
    });
    if (opened === null) return { type: 'lost' };
    const signals = { stop: lazily(stop.signal), wakeUp, onResponse: () => undefined };
    return await runOpened(deps.services, { opened, live, ...signals });
  } finally {
    clearTimeout(timer);
    deps.leases.drop(hold);
  }
}

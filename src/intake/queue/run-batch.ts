import { databaseAway } from '../../db/database-errors.ts';
import type { ExecutionMessage } from '../../env.ts';
import { claimExecutions } from '../../executions/lifecycle/claim-executions.ts';
import type { ClaimedExecution } from '../../executions/model/execution-record.ts';
import { JournalLost } from '../../runner/journal/open-journal.ts';
import { createLiveRun } from '../../runner/live/live-run.ts';
import { type ClaimedRun, type RunResult, runClaimed } from '../../runner/run-execution.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { WorkflowSource } from '../../runner/workflow/workflow-source.ts';
import { consoleLog } from '../../shared/log.ts';
import { failedRun, journalLostRun } from '../ends/failed-run.ts';
import { createInvocationRunner, type InvocationRunner } from '../ends/invocation-runner.ts';
import { settleExecution } from '../ends/settle-execution.ts';
import { unrunResult } from '../ends/unrun-result.ts';
import { flowCode, flowMessage } from '../flow/flow.errors.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { sortMessages } from './execution-messages.ts';
import { type Passage, passGates } from './pass-gates.ts';

/** The runner of one delivery, and when it takes up nothing more. */
type BatchRunner = InvocationRunner & {
  readonly intake: IntakeDeps;
  readonly versions: WorkflowSource['load'];
  readonly deadline: number;
};

/** The platform ends a consumer after 15 minutes: what is not over by then is given to another. In milliseconds. */
const LONGEST_BATCH = 10 * 60_000;

/** The version of an execution; `null`: there is none that can be run. Throws while the database is away. */
async function loadVersion({ versions }: BatchRunner, claimed: ClaimedExecution): Promise<CompiledWorkflow | null> {
  try {
    return await versions(claimed.workflowId, claimed.workflowVersion);
  } catch (error) {
    if (databaseAway(error) !== null) throw error;
    consoleLog({ level: 'error', message: 'A workflow version cannot be compiled.', execution: claimed.id, error });
    return null;
  }
}

/** Loads each version once for all executions of a batch, which begin at the same moment. */
function loadOnce({ workflows }: IntakeDeps): WorkflowSource['load'] {
  const loading = new Map<string, Promise<CompiledWorkflow | null>>();
  return (workflowId, version) => {
    const key = `${workflowId}:${version}`;
    const loaded = loading.get(key) ?? workflows.load(workflowId, version);
    loading.set(key, loaded);
    return loaded;
  };
}

/** How an execution ends that a gate turned away although nobody waits to be told. */
function turnedAway({ reason }: Extract<Passage, { type: 'turned_away' }>['decision']) {
  return { status: 'cancelled', code: flowCode(reason), message: flowMessage(reason) } as const;
}

/** Runs it, unless what it has done is not known any more. */
async function runKnown(
  { intake, runner, deadline }: BatchRunner,
  { workflow, claimed, live }: Omit<ClaimedRun, 'deadline'>,
): Promise<RunResult> {
  try {
    return await runClaimed(runner, { workflow, claimed, deadline, live });
  } catch (error) {
    if (!(error instanceof JournalLost)) throw error;
    consoleLog({ level: 'error', message: 'The object of an execution has lost its journal.', execution: claimed.id });
    return journalLostRun(claimed, intake.services);
  }
}

async function runOne(batch: BatchRunner, claimed: ClaimedExecution): Promise<void> {
  const { intake, runner, settle } = batch;
  const workflow = await loadVersion(batch, claimed);
  const { services } = intake;
  const gated = claimed.flowKey !== null || claimed.inSharedGate;
  const live = createLiveRun(runner.live, claimed, claimed.watchCount > 0);
  const hold = { ...claimed, gated, live };
  if (workflow === null) return void (await settleExecution(settle, hold, failedRun(claimed, services)));
  const passage = await passGates(intake, { workflow, claimed });
  if (passage.type === 'held') return;
  const result =
    passage.type === 'passed'
      ? await runKnown(batch, { workflow, claimed, live })
      : unrunResult(claimed, services, turnedAway(passage.decision));
  await settleExecution(settle, { ...hold, gated: gated || (passage.type === 'passed' && passage.gated) }, result);
}

/** An execution whose runner breaks keeps its lease; when that has run out, the sweep hands it on or gives it up. */
async function runSafely(batch: BatchRunner, claimed: ClaimedExecution): Promise<void> {
  try {
    await runOne(batch, claimed);
  } catch (error) {
    consoleLog({
      level: 'error',
      message: 'A runner broke off; the sweep goes on with it.',
      execution: claimed.id,
      error,
    });
  }
}

async function claimAndRun(batch: BatchRunner, ids: readonly string[]): Promise<void> {
  const { db, leaseSeconds } = batch.intake;
  const claimed = await claimExecutions(db, { ids, leaseSeconds });
  await Promise.all(claimed.map((one) => runSafely(batch, one)));
}

/**
 * Runs the executions of one queue batch, claimed together in one statement. Those with which a runner was lost before come
 * last and one at a time, so that a poisonous one takes no other with it; those for which no time is left, the sweep
 * sends again. Throws when nothing could be claimed: the queue then delivers again.
 */
export async function runBatch(intake: IntakeDeps, messages: readonly ExecutionMessage[]): Promise<void> {
  const deadline = intake.services.clock() + LONGEST_BATCH;
  const batch = { ...createInvocationRunner(intake), intake, versions: loadOnce(intake), deadline };
  const { trusted, suspects } = sortMessages(messages);
  if (trusted.length > 0) await claimAndRun(batch, trusted);
  for (const id of suspects) {
    if (intake.services.clock() < batch.deadline) await claimAndRun(batch, [id]);
  }
}

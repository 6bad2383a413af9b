import type { ExecutionCommand } from '../../engine/command.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { createLinkFinder } from '../../engine/links.ts';
import { nodeRuns } from '../../engine/node-runs.ts';
import { pendingCommands } from '../../engine/pending-commands.ts';
import { elementAt } from '../../engine/structure/element.ts';
import type { TriggerType } from '../../executions/model/execution-record.ts';
import { createDataStore } from '../journal/data-store.ts';
import { createJournal, type JournalEntry, type RemoteJournal } from '../journal/journal.ts';
import { failedOutputs } from '../outcome/node-outcome.ts';
import { type GivenOutputs, nothingGiven } from '../reuse/given-outputs.ts';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.ts';
import type { ExecutionRun } from './execution-run.ts';
import { takenInputs } from './taken-inputs.ts';

/** What a runner knows of the execution that it is to run. Times in milliseconds since the epoch. */
export type RunSource = {
  readonly id: string;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly epoch: number;
  readonly triggerType: TriggerType;
  readonly triggerNodeId: string;
  readonly triggerData: JsonValue;
  readonly inputData: JsonValue;
  readonly depth: number;
  /** `executions.run_options`: see `PartialRun`. */
  readonly runOptions: JsonValue;
};

export type OpenRunOptions = {
  readonly workflow: CompiledWorkflow;
  readonly source: RunSource;
  readonly remote: RemoteJournal | null;
  /** What earlier runners journaled; empty for an execution that begins here. */
  readonly replay: readonly JournalEntry[];
  readonly now: number;
  /** Runs that are not performed; `missing`: they were to be reused, and are gone. By default there are none. */
  readonly given?: GivenOutputs | 'missing';
};

export type OpenedRun = { readonly run: ExecutionRun; readonly commands: readonly ExecutionCommand[] };

/** A trigger that this version does not have: the engine refuses to begin there, rather than at another one. */
const NO_NODE = -1;

function asObject(value: JsonValue): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

function restoreData(run: ExecutionRun): void {
  const { plan } = run.workflow;
  for (const view of nodeRuns(run.journal.state())) {
    run.data.begin(view.node, view.run, takenInputs(plan, elementAt(plan.nodes, view.node), view));
  }
  for (const { event, data } of run.journal.entries()) {
    if (data !== undefined && 'node' in event) run.data.keep(event.node, event.run, data);
  }
}

/**
 * An effect that was interrupted ended with its runner: what goes on from it are the items that it had received. For one
 * that got no answer, the journal has them.
 */
function restoreUnknown(run: ExecutionRun): void {
  for (const view of nodeRuns(run.journal.state())) {
    const node = run.workflow.plan.nodes[view.node];
    if (view.status !== 'unknown' || node === undefined || view.failure === null) continue;
    if (view.failure.effect === 'unknown') continue;
    const { items } = run.data.input(node, view.inputs);
    run.data.put(view.node, view.run, failedOutputs(node, items, view.failure));
  }
}

/** Makes an execution ready for `drive`: begins it, or goes on where the journal ends. */
export function openRun(options: OpenRunOptions): OpenedRun {
  const { workflow, source, remote, replay, now, given = nothingGiven } = options;
  const { plan } = workflow;
  const triggerNode = plan.byId.get(source.triggerNodeId) ?? NO_NODE;
  const journal = createJournal({ plan, startedAt: source.startedAt, remote, replay });
  const trigger = { type: source.triggerType, data: asObject(source.triggerData), input: source.inputData };
  const { id, createdAt, startedAt, epoch, triggerType, depth } = source;
  const data = createDataStore(plan);
  const findLink = createLinkFinder(plan, { inputs: data.refs, outputs: data.outputs });
  const run: ExecutionRun = {
    ...{ id, createdAt, startedAt, epoch, triggerType, depth, trigger, triggerNode },
    ...{ workflow, journal, data, findLink, given: given === 'missing' ? nothingGiven : given },
  };
  if (given === 'missing' && !hasTakenAll(run)) return endWithoutReuse(run, now);
  if (replay.length === 0) {
    return { run, commands: journal.apply({ at: now, event: { type: 'started', trigger: triggerNode } }) };
  }
  return { run, commands: goOn(run, now) };
}

/** Given outputs are taken at once, so an execution that is over, or in which nothing runs, has taken all that it could. */
function hasTakenAll({ journal }: ExecutionRun): boolean {
  const { trigger, tally, outcome } = journal.state();
  return outcome !== null || (trigger !== null && tally.running === 0);
}

/** Performing again what was to be reused could repeat effects: the execution ends as it stands. */
function endWithoutReuse(run: ExecutionRun, now: number): OpenedRun {
  restoreData(run);
  run.journal.apply({ at: now, event: { type: 'cancel_requested' } });
  const message = 'The data of the earlier execution that were to be reused are not there any more.';
  const failure = { code: 'execution.reuse_missing', message, retryable: false };
  return { run, commands: [{ type: 'finish', outcome: { status: 'failed', failure, node: null } }] };
}

/** An execution whose last runner was lost after its end, and before its history was written, only has to be finished. */
function goOn(run: ExecutionRun, now: number): readonly ExecutionCommand[] {
  const { journal, epoch } = run;
  restoreData(run);
  if (journal.state().outcome !== null) return pendingCommands(journal.state(), now);
  const commands = journal.apply({ at: now, event: { type: 'runner_changed', epoch } });
  restoreUnknown(run);
  return commands;
}

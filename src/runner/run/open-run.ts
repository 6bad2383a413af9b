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
import { type ExecutionRun, NO_VARIABLES } from './execution-run.ts';
import { takenInputs } from './taken-inputs.ts';

/** The execution that a runner is to run. Times in milliseconds since the epoch. */
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
  /** What earlier runners journaled; empty for a new execution. */
  readonly replay: readonly JournalEntry[];
  readonly now: number;
  /** Runs that are not performed, because their outputs are given; `missing`: the outputs to reuse are gone. Default: none. */
  readonly given?: GivenOutputs | 'missing';
};

export type OpenedRun = { readonly run: ExecutionRun; readonly commands: readonly ExecutionCommand[] };

/** Stands for a trigger that this version lacks. The engine refuses to begin there, and chooses no other. */
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
 * Gives each node run whose effect was interrupted, so that its outcome is unknown, its outputs: the items that it received,
 * with the error. If the node itself reported the unknown outcome, the journal has the outputs already.
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

function createRun({ workflow, source, remote, replay, given = nothingGiven }: OpenRunOptions): ExecutionRun {
  const { plan } = workflow;
  const data = createDataStore(plan);
  return {
    id: source.id,
    createdAt: source.createdAt,
    startedAt: source.startedAt,
    epoch: source.epoch,
    triggerType: source.triggerType,
    depth: source.depth,
    trigger: { type: source.triggerType, data: asObject(source.triggerData), input: source.inputData },
    triggerNode: plan.byId.get(source.triggerNodeId) ?? NO_NODE,
    workflow,
    journal: createJournal({ plan, startedAt: source.startedAt, remote, replay }),
    data,
    findLink: createLinkFinder(plan, { inputs: data.refs, outputs: data.outputs }),
    given: given === 'missing' ? nothingGiven : given,
    secrets: new Set(),
    variables: NO_VARIABLES,
  };
}

/** Makes an execution ready for `drive`: begins it, or goes on where the journal ends. */
export function openRun(options: OpenRunOptions): OpenedRun {
  const { replay, now } = options;
  const run = createRun(options);
  if (options.given === 'missing' && !hasTakenAllGiven(run)) return endWithoutReuse(run, now);
  return { run, commands: replay.length === 0 ? begin(run, now) : goOn(run, now) };
}

function begin({ journal, triggerNode }: ExecutionRun, now: number): readonly ExecutionCommand[] {
  return journal.apply({ at: now, event: { type: 'started', trigger: triggerNode } });
}

/** Given outputs are taken as soon as their node is due: an execution that has ended, or in which no node runs, has taken all. */
function hasTakenAllGiven({ journal }: ExecutionRun): boolean {
  const { trigger, tally, outcome } = journal.state();
  return outcome !== null || (trigger !== null && tally.running === 0);
}

/** Fails the execution as it stands: performing the nodes whose outputs were to be reused could repeat effects. */
function endWithoutReuse(run: ExecutionRun, now: number): OpenedRun {
  restoreData(run);
  run.journal.apply({ at: now, event: { type: 'cancel_requested' } });
  const message = 'The data of the earlier execution that were to be reused are not there any more.';
  const failure = { code: 'execution.reuse_missing', message, retryable: false };
  return { run, commands: [{ type: 'finish', outcome: { status: 'failed', failure, node: null } }] };
}

/** If the last runner was lost between the end and the writing of history, there is only the command to finish. */
function goOn(run: ExecutionRun, now: number): readonly ExecutionCommand[] {
  const { journal, epoch } = run;
  restoreData(run);
  if (journal.state().outcome !== null) return pendingCommands(journal.state(), now);
  const commands = journal.apply({ at: now, event: { type: 'runner_changed', epoch } });
  restoreUnknown(run);
  return commands;
}

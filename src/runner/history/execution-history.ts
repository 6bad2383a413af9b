import type { Outcome } from '../../engine/command.ts';
import type { JsonValue } from '../../engine/json.ts';
import { nodeRuns } from '../../engine/node-runs.ts';
import type { NodeRunView } from '../../engine/state.ts';
import { cutOversized, isCut, keepWithin } from '../../executions/history/history-json.ts';
import { keptValue, MESSAGE_NOT_KEPT } from '../../executions/history/redacted-json.ts';
import type { ExecutionEnding, KeptInput, NodeRecord, NodeSource } from '../../executions/model/execution-record.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import type { LogLine } from '../../shared/log-line.ts';
import { MAX_HISTORY_PER_EXECUTION, MAX_HISTORY_PER_NODE } from '../limits.ts';
import type { ExecutionRun } from '../run/execution-run.ts';

/** What is written when an execution ends. */
export type ExecutionHistory = {
  readonly ending: ExecutionEnding;
  readonly nodes: readonly NodeRecord[];
  /** `null`: all of it is kept. */
  readonly kept: KeptInput | null;
  /** The whole output of the execution, for a waiting caller. */
  readonly output: JsonValue;
  /** What history had no room for, by the position of its node run. */
  readonly cut: ReadonlyMap<number, JsonValue>;
};

const LOGS_CUT: readonly LogLine[] = [{ level: 'warn', text: 'What was written here is not kept: history is full.' }];

/** The input of a node run, as references to the runs in whose outputs the items are. */
export function inputReferences(run: ExecutionRun, view: NodeRunView) {
  return view.inputs.map((ref) => {
    const connection = run.workflow.plan.connections[ref.connection];
    const source = connection === undefined ? undefined : run.workflow.plan.nodes[connection.source];
    return {
      node_id: source?.node.id ?? '',
      run_index: ref.sourceRun,
      handle: connection?.sourceHandle ?? '',
      target_handle: connection?.targetHandle ?? '',
      count: ref.count,
    };
  });
}

function idOf(run: ExecutionRun, node: number): string {
  return run.workflow.plan.nodes[node]?.node.id ?? '';
}

/** What is kept of the data that a node of the workflow brought forth. */
function keptOf(run: ExecutionRun, node: number, value: JsonValue): JsonValue {
  const { kept } = run.workflow;
  return kept === null ? value : keptValue(value, kept.outputOf(idOf(run, node)));
}

function outputOf(run: ExecutionRun, view: NodeRunView): JsonValue {
  return view.counts === null ? null : keptOf(run, view.node, run.data.outputs(view.node, view.run) ?? null);
}

function logsOf(run: ExecutionRun, view: NodeRunView): readonly LogLine[] | null {
  const logs = run.data.logs(view.node, view.run);
  return logs.length === 0 ? null : logs;
}

/** The record without its output and logs, when history has no room for them. */
function cutRecord(record: NodeRecord): NodeRecord {
  const logs = record.logs === null ? null : LOGS_CUT;
  return { ...record, outputData: cutOversized(record.outputData, 0), logs };
}

/** A given run took no time: its moments only say when it was recorded. */
function durationOf({ startedAt, completedAt }: NodeRunView, source: NodeSource): number | null {
  if (source !== 'performed') return 0;
  return completedAt === null ? null : completedAt - startedAt;
}

/** A node run as history keeps it, without what it does not keep of others. */
export function nodeRecord(
  run: ExecutionRun,
  view: NodeRunView,
  { position, id, outputData }: Pick<NodeRecord, 'position' | 'id' | 'outputData'>,
): NodeRecord {
  const plan = run.workflow.plan.nodes[view.node];
  const source = run.data.source(view.node, view.run);
  return {
    id,
    nodeId: plan?.node.id ?? '',
    nodeType: plan?.node.type ?? '',
    nodeName: plan?.node.name ?? '',
    status: view.status === 'retrying' ? 'waiting' : view.status,
    runIndex: view.run,
    position,
    inputData: inputReferences(run, view),
    outputData,
    logs: logsOf(run, view),
    errorCode: view.failure?.code ?? null,
    errorMessage: view.failure?.message ?? null,
    startedAt: view.status === 'skipped' ? null : view.startedAt,
    completedAt: view.completedAt,
    source,
    durationMs: durationOf(view, source),
    retryCount: view.attempt - 1,
  };
}

/** The record without messages and logs where these may quote data that are not kept. */
export function shownRecord(run: ExecutionRun, record: NodeRecord): NodeRecord {
  if (run.workflow.kept?.keepsMessages(record.nodeId) ?? true) return record;
  return { ...record, logs: null, errorMessage: record.errorMessage === null ? null : MESSAGE_NOT_KEPT };
}

/** All node runs as rows, in order. Once `MAX_HISTORY_PER_EXECUTION` is reached, outputs and logs are cut; `cut` takes those outputs. */
export function nodeRecords(
  run: ExecutionRun,
  newId: (now: number) => string,
  cut = new Map<number, JsonValue>(),
): readonly NodeRecord[] {
  let used = 0;
  return nodeRuns(run.journal.state()).map((view, position) => {
    const all = outputOf(run, view);
    const output = keepWithin(all, MAX_HISTORY_PER_NODE);
    const whole = nodeRecord(run, view, { position, id: newId(run.createdAt), outputData: output.value });
    const record = shownRecord(run, whole);
    used += output.length + jsonLength(record.logs);
    const shown = used <= MAX_HISTORY_PER_EXECUTION ? record : cutRecord(record);
    if (isCut(shown.outputData)) cut.set(position, all);
    return shown;
  });
}

/** The last completed run of a node that nothing follows. Its output is the output of the execution. */
export function lastRun(run: ExecutionRun): NodeRunView | undefined {
  const views = nodeRuns(run.journal.state()).filter(
    (view) => view.status === 'completed' && run.workflow.plan.nodes[view.node]?.outgoing.length === 0,
  );
  return views.reduce<NodeRunView | undefined>(
    (latest, view) => ((view.completedAt ?? 0) >= (latest?.completedAt ?? 0) ? view : latest),
    undefined,
  );
}

function lastOutput(run: ExecutionRun): JsonValue {
  const last = lastRun(run);
  if (last === undefined) return null;
  const outputs = run.data.outputs(last.node, last.run) ?? {};
  return Object.values(outputs).flatMap((items) => items.map((item) => item.json));
}

function failureColumns(
  run: ExecutionRun,
  outcome: Outcome,
): Pick<ExecutionEnding, 'errorCode' | 'errorMessage' | 'errorNodeId'> {
  if (outcome.status !== 'failed') return { errorCode: null, errorMessage: null, errorNodeId: null };
  const node = outcome.node === null ? undefined : run.workflow.plan.nodes[outcome.node];
  const isOpen = node === undefined || (run.workflow.kept?.keepsMessages(node.node.id) ?? true);
  return {
    errorCode: outcome.failure.code,
    errorMessage: isOpen ? outcome.failure.message : MESSAGE_NOT_KEPT,
    errorNodeId: node?.node.id ?? null,
  };
}

/** A success of which nothing is kept, by the settings of the workflow. */
function keepsNothing({ workflow }: ExecutionRun, { status }: Outcome): boolean {
  return status !== 'failed' && workflow.graph.settings.retention?.completed_days === 0;
}

/** What is kept of what the execution began with. */
function keptInput(run: ExecutionRun, outcome: Outcome): KeptInput | null {
  const { kept } = run.workflow;
  const nothing = keepsNothing(run, outcome);
  if (kept === null && !nothing) return null;
  const keep = nothing ? 'none' : (kept?.outputOf(idOf(run, run.triggerNode)) ?? 'all');
  return {
    triggerData: keptValue(run.trigger.data, keep),
    inputData: keptValue(run.trigger.input, keep),
    forget: nothing ? 'row' : 'answer',
  };
}

export type HistoryOptions = {
  readonly run: ExecutionRun;
  readonly outcome: Outcome;
  readonly response: CallerResponse | null;
  readonly now: number;
  readonly newId: (now: number) => string;
};

/** The rows for an execution that has ended. */
export function executionHistory({ run, outcome, response, now, newId }: HistoryOptions): ExecutionHistory {
  const cut = new Map<number, JsonValue>();
  const nodes = nodeRecords(run, newId, cut);
  const completed = new Set(nodes.filter((node) => node.status === 'completed').map((node) => node.nodeId));
  const reached = new Set(nodes.map((node) => node.nodeId));
  const output = lastOutput(run);
  const metadata = run.data.metadata();
  const last = lastRun(run);
  const kept = keptInput(run, outcome);
  const shown = kept?.forget === 'row' ? keptValue(output, 'none') : keptOf(run, last?.node ?? run.triggerNode, output);
  return {
    nodes,
    output,
    kept,
    cut,
    ending: {
      status: outcome.status,
      startedAt: run.startedAt,
      completedAt: now,
      outputData: cutOversized(shown, MAX_HISTORY_PER_NODE),
      ...failureColumns(run, outcome),
      nodesTotal: reached.size,
      nodesCompleted: completed.size,
      response: response === null ? null : cutOversized(response, MAX_HISTORY_PER_NODE),
      metadata: Object.keys(metadata).length === 0 ? null : metadata,
    },
  };
}

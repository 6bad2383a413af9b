import type { ExecutionEnding, NewExecution, NodeRecord } from './execution-record.ts';

/**
 * The columns that travel as one JSON parameter, with their Postgres types. The column list of an INSERT and the
 * definition of its `json_to_record` are both made from it, so their order is the same.
 */
const EXECUTION_COLUMNS = {
  id: 'uuid',
  created_at: 'timestamptz',
  workflow_id: 'uuid',
  workspace_id: 'uuid',
  triggered_by: 'uuid',
  workflow_version: 'integer',
  status: 'text',
  trigger_type: 'text',
  trigger_node_id: 'text',
  trigger_data: 'json',
  input_data: 'json',
  output_data: 'json',
  error_code: 'text',
  error_message: 'text',
  error_node_id: 'text',
  queued_at: 'timestamptz',
  start_at: 'timestamptz',
  wait_until: 'timestamptz',
  started_at: 'timestamptz',
  completed_at: 'timestamptz',
  nodes_total: 'integer',
  nodes_completed: 'integer',
  retry_count: 'integer',
  parent_execution_id: 'uuid',
  epoch: 'integer',
  claims: 'integer',
  dedupe_key: 'text',
  has_effects: 'boolean',
  response: 'json',
  depth: 'integer',
  run_options: 'json',
  metadata: 'json',
  flow_key: 'text',
  held_at: 'timestamptz',
} as const;

const NODE_COLUMNS = {
  id: 'uuid',
  execution_id: 'uuid',
  created_at: 'timestamptz',
  node_id: 'text',
  node_type: 'text',
  node_name: 'text',
  status: 'text',
  run_index: 'integer',
  position: 'integer',
  input_data: 'json',
  output_data: 'json',
  logs: 'json',
  error_code: 'text',
  error_message: 'text',
  started_at: 'timestamptz',
  completed_at: 'timestamptz',
  duration_ms: 'integer',
  retry_count: 'integer',
  source: 'text',
} as const;

type ColumnTypes = { readonly [column: string]: string };

function quoted(column: string): string {
  return `"${column}"`;
}

function columnList(columns: ColumnTypes): string {
  return Object.keys(columns).map(quoted).join(', ');
}

function recordDefinition(columns: ColumnTypes): string {
  return Object.entries(columns)
    .map(([column, type]) => `${quoted(column)} ${type}`)
    .join(', ');
}

export const EXECUTION_COLUMN_LIST = columnList(EXECUTION_COLUMNS);
/** `dedupe_until` is no column of `executions`: it goes to `execution_dedupe`. */
export const EXECUTION_RECORD = `${recordDefinition(EXECUTION_COLUMNS)}, dedupe_until timestamptz`;
export const NODE_COLUMN_LIST = columnList(NODE_COLUMNS);
export const NODE_RECORD = recordDefinition(NODE_COLUMNS);

/** The latest moment that was written: rows name the same one many times. */
let latest = { ms: 0, text: new Date(0).toISOString() };

function timestamp(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms !== latest.ms) latest = { ms, text: new Date(ms).toISOString() };
  return latest.text;
}

const LARGEST_INTEGER = 2 ** 31 - 1;

/** A wait may last for years; an INTEGER holds 24.8 days in milliseconds. */
function fitInteger(value: number | null): number | null {
  return value === null ? null : Math.min(value, LARGEST_INTEGER);
}

type ExecutionRow = Partial<Record<keyof typeof EXECUTION_COLUMNS | 'dedupe_until', unknown>>;

/** The columns that are known when an execution is accepted. */
export function acceptedRow(execution: NewExecution): ExecutionRow {
  const created = timestamp(execution.createdAt);
  return {
    id: execution.id,
    created_at: created,
    workflow_id: execution.workflowId,
    workspace_id: execution.workspaceId,
    triggered_by: execution.triggeredBy,
    workflow_version: execution.workflowVersion,
    trigger_type: execution.triggerType,
    trigger_node_id: execution.triggerNodeId,
    trigger_data: execution.triggerData,
    input_data: execution.inputData,
    queued_at: created,
    start_at: timestamp(execution.startAt),
    nodes_total: execution.nodesTotal,
    nodes_completed: 0,
    retry_count: execution.retryCount,
    parent_execution_id: execution.parentExecutionId,
    dedupe_key: execution.dedupeKey,
    ...(execution.dedupeKey === null ? {} : { dedupe_until: timestamp(execution.dedupeUntil) }),
    has_effects: execution.hasEffects,
    depth: execution.depth,
    run_options: execution.runOptions,
    // Most have none, and then it need not travel.
    ...(execution.flowKey === null ? {} : { flow_key: execution.flowKey }),
  };
}

/** The state of an execution that nobody runs yet: queued or, if it is to start later, waiting for its moment. */
export function startingRow({ startAt }: NewExecution): ExecutionRow {
  const state = startAt === null ? { status: 'queued' } : { status: 'waiting', wait_until: timestamp(startAt) };
  return { ...state, epoch: 0, claims: 0 };
}

/** The columns that are known when the execution has ended. */
export function endingRow(ending: ExecutionEnding): ExecutionRow {
  return {
    status: ending.status,
    output_data: ending.outputData,
    error_code: ending.errorCode,
    error_message: ending.errorMessage,
    error_node_id: ending.errorNodeId,
    started_at: timestamp(ending.startedAt),
    completed_at: timestamp(ending.completedAt),
    nodes_total: ending.nodesTotal,
    nodes_completed: ending.nodesCompleted,
    response: ending.response,
    metadata: ending.metadata,
  };
}

/** A row of `node_executions`; it carries its execution's `created_at`, which is its partition. */
export function nodeRow(executionId: string, createdAt: number, record: NodeRecord): Record<string, unknown> {
  return {
    id: record.id,
    execution_id: executionId,
    created_at: timestamp(createdAt),
    node_id: record.nodeId,
    node_type: record.nodeType,
    node_name: record.nodeName,
    status: record.status,
    run_index: record.runIndex,
    position: record.position,
    input_data: record.inputData,
    output_data: record.outputData,
    logs: record.logs,
    error_code: record.errorCode,
    error_message: record.errorMessage,
    started_at: timestamp(record.startedAt),
    completed_at: timestamp(record.completedAt),
    duration_ms: fitInteger(record.durationMs),
    retry_count: record.retryCount,
    source: record.source,
  };
}

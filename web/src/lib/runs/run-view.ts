import type { Execution, NodeRun as KeptRun } from '../api/schema.gen.ts';
import type { LiveEvent } from './live-stream.ts';

/** One run of one node, as far as it is known. */
export type NodeRun = {
  readonly node_id: string;
  readonly run_index: number;
  readonly status: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly duration_ms: number | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly source: string;
  readonly due_at: string | null;
  readonly position: number;
  /** How many items went out of each handle. */
  readonly counts: { readonly [handle: string]: number };
};

/** An execution as it is shown: how it stands, and its node runs. */
export type RunView = {
  readonly id: string;
  readonly status: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly errorMessage: string | null;
  readonly errorNodeId: string | null;
  readonly nodes: { readonly [nodeId: string]: readonly NodeRun[] };
};

const ENDS: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

export function hasEnded({ status }: Pick<RunView, 'status'>): boolean {
  return ENDS.has(status);
}

/** Whether something outside has to come before it goes on; other nodes may still run meanwhile. */
export function isWaiting(view: RunView): boolean {
  return !hasEnded(view) && Object.values(view.nodes).some((runs) => runs.at(-1)?.status === 'waiting');
}

export function newRun(id: string): RunView {
  return { id, status: 'queued', startedAt: null, completedAt: null, errorMessage: null, errorNodeId: null, nodes: {} };
}

type Told = { readonly outputs?: { readonly [handle: string]: { readonly count: number } } | null } & Partial<NodeRun>;

function putRun(view: RunView, run: NodeRun): RunView {
  const others = (view.nodes[run.node_id] ?? []).filter(({ run_index }) => run_index !== run.run_index);
  const runs = [...others, run].sort((one, other) => one.run_index - other.run_index);
  return { ...view, nodes: { ...view.nodes, [run.node_id]: runs } };
}

function liveRun({ outputs, ...told }: Told): NodeRun {
  const counts = Object.fromEntries(Object.entries(outputs ?? {}).map(([handle, { count }]) => [handle, count]));
  return {
    node_id: told.node_id ?? '',
    run_index: told.run_index ?? 0,
    status: told.status ?? 'running',
    started_at: told.started_at ?? null,
    completed_at: told.completed_at ?? null,
    duration_ms: told.duration_ms ?? null,
    error_code: told.error_code ?? null,
    error_message: told.error_message ?? null,
    source: told.source ?? 'performed',
    due_at: told.due_at ?? null,
    position: told.position ?? 0,
    counts,
  };
}

function forget(view: RunView, { node_id = '', run_index }: Told): RunView {
  const runs = (view.nodes[node_id] ?? []).filter((run) => run.run_index !== run_index);
  const { [node_id]: _gone, ...others } = view.nodes;
  return { ...view, nodes: runs.length === 0 ? others : { ...others, [node_id]: runs } };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The execution after an event of its stream: of each thing the latest that was told counts. */
export function applyEvent(view: RunView, { type, data }: LiveEvent): RunView {
  if (type === 'node.forgotten') return forget(view, data);
  if (type.startsWith('node.')) return putRun(view, liveRun(data));
  if (!type.startsWith('execution.')) return view;
  return {
    ...view,
    status: text(data.status) ?? view.status,
    startedAt: text(data.started_at),
    completedAt: text(data.completed_at),
    errorMessage: text(data.error_message),
    errorNodeId: text(data.error_node_id),
  };
}

/** The same from history. */
export function runOfHistory(execution: Execution, runs: readonly KeptRun[]): RunView {
  const begin: RunView = {
    ...newRun(execution.id),
    status: execution.status,
    startedAt: execution.started_at,
    completedAt: execution.completed_at,
    errorMessage: execution.error_message,
    errorNodeId: execution.error_node_id,
  };
  return runs.reduce((view, run) => putRun(view, { ...run, due_at: null, counts: run.output.counts ?? {} }), begin);
}

/** What a node of the canvas shows: its latest run, how often it ran, and all that went out of it. */
export function markOf(runs: readonly NodeRun[]) {
  const last = runs.at(-1);
  if (last === undefined) return null;
  const counts: Record<string, number> = {};
  for (const run of runs) {
    for (const [handle, count] of Object.entries(run.counts)) counts[handle] = (counts[handle] ?? 0) + count;
  }
  const durationMs = runs.reduce<number | null>(
    (sum, { duration_ms: ms }) => (ms === null ? sum : (sum ?? 0) + ms),
    null,
  );
  return {
    status: last.status === 'retrying' ? 'waiting' : last.status,
    runs: runs.length,
    durationMs,
    counts,
    errorMessage: last.error_message,
    source: last.source,
  };
}

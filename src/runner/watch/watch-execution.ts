import type { StoredExecution } from '../../executions/executions.repository.ts';
import { nodeRow } from '../../executions/model/execution-columns.ts';
import type { NodeRecord } from '../../executions/model/execution-record.ts';
import { type NodeExecution, nodeExecutionSchema } from '../../executions/model/executions.schemas.ts';
import { nodeRecords } from '../history/execution-history.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { parseRowJournal } from '../journal/journal-text.ts';
import { type Coordinators, watchJournal } from '../journal/object-journal.ts';
import { partOf } from '../reuse/prepare-run.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { openRun } from '../run/open-run.ts';
import type { WorkflowSource } from '../workflow/workflow-source.ts';

export type WatchDeps = {
  readonly coordinators: Coordinators;
  readonly workflows: WorkflowSource;
  readonly clock: () => number;
  readonly newId: (now: number) => string;
};

/** What history will show of the run, but for its id. */
function toNodeExecution({ id, createdAt }: ExecutionRun, record: NodeRecord): NodeExecution {
  const { created_at, ...shown } = nodeRow(id, createdAt, record);
  return nodeExecutionSchema.parse(shown);
}

/** If the object has entries, those of the row are among them. */
async function readEntries(deps: WatchDeps, { execution, journal }: StoredExecution): Promise<readonly JournalEntry[]> {
  const { entries } = await watchJournal(deps.coordinators, execution.id);
  return entries.length > 0 ? entries : parseRowJournal(journal).entries;
}

/** A running execution as its journal tells it; `null` if it has no journal. */
export async function openWatched(deps: WatchDeps, stored: StoredExecution): Promise<ExecutionRun | null> {
  const { execution } = stored;
  const whole = await deps.workflows.load(execution.workflow_id, execution.workflow_version);
  const entries = await readEntries(deps, stored);
  if (whole === null || entries.length === 0) return null;
  const workflow = partOf(whole, execution.run_options ?? {});
  const createdAt = Date.parse(execution.created_at);
  const source = {
    id: execution.id,
    createdAt,
    startedAt: Date.parse(execution.started_at ?? execution.created_at),
    epoch: -1,
    triggerType: execution.trigger_type,
    triggerNodeId: execution.trigger_node_id ?? '',
    triggerData: execution.trigger_data,
    inputData: execution.input_data,
    depth: execution.depth,
    runOptions: execution.run_options,
  };
  return openRun({ workflow, source, remote: null, replay: entries, now: deps.clock() }).run;
}

/** The node runs of a running execution so far, by its journal. Their ids are not the ones that history will have. */
export async function watchExecution(deps: WatchDeps, stored: StoredExecution): Promise<readonly NodeExecution[]> {
  const run = await openWatched(deps, stored);
  if (run === null) return [];
  return nodeRecords(run, deps.newId).map((record) => toNodeExecution(run, record));
}

import type { StoredExecution } from '../../executions/executions.repository.ts';
import { hasEnded } from '../../executions/get-execution.ts';
import type { NodeExecutionRepository } from '../../executions/history/node-executions.repository.ts';
import type { Execution } from '../../executions/model/executions.schemas.ts';
import type { InspectedPoint, Inspection } from '../../expressions/expression-deps.ts';
import { expressionData } from '../node/read-expression-data.ts';
import type { ReadableRun } from '../node/readable-run.ts';
import type { RunnerServices } from '../run/execution-run.ts';
import { hideSecretVariables } from '../run/load-variables.ts';
import { type PastRun, readPastRun } from './read-past-run.ts';
import { openWatched, type WatchDeps, watchExecution } from './watch-execution.ts';

/** How many node runs of an execution are read. Later ones can't be inspected. */
export const MAX_ROWS = 10_000;

export type InspectDeps = WatchDeps & { readonly nodes: NodeExecutionRepository; readonly random: () => number } & Pick<
    RunnerServices,
    'variables'
  >;

type Opened = ReadableRun & Partial<Pick<PastRun, 'whyMissing'>>;

/** A trigger's data stand in its output, too, as far as they may be seen. */
function withoutInput(execution: Execution): Execution {
  return { ...execution, input_data: null };
}

async function open(deps: InspectDeps, stored: StoredExecution): Promise<Opened | null> {
  const { execution, promoted } = stored;
  const workflow = await deps.workflows.load(execution.workflow_id, execution.workflow_version);
  if (workflow === null) return null;
  const ended = hasEnded(execution);
  if (!ended && workflow.kept !== null) {
    return readPastRun(workflow, withoutInput(execution), promoted ? await watchExecution(deps, stored) : []);
  }
  if (!ended && promoted) return openWatched(deps, stored);
  return readPastRun(workflow, execution, await deps.nodes.list(execution.id, { after: -1, limit: MAX_ROWS }));
}

/** Variables as they are now, without the secret ones: what is evaluated is shown. */
async function withShownVariables({ variables }: InspectDeps, run: Opened): Promise<Opened> {
  if (!run.workflow.namesVariables) return run;
  return { ...run, variables: hideSecretVariables(await variables(run.workflow.identity.workspaceId)) };
}

/** The latest run of a node. Runs are numbered without gaps. */
function latestRun({ data }: ReadableRun, node: number): number {
  let run = 0;
  while (data.refs(node, run + 1) !== undefined) run += 1;
  return run;
}

/** The data that expressions of a node run read, in an execution that has ended or still runs. */
export async function inspectExecution(
  deps: InspectDeps,
  stored: StoredExecution,
  point: InspectedPoint,
): Promise<Inspection> {
  const opened = await open(deps, stored);
  const run = opened === null ? null : await withShownVariables(deps, opened);
  const node = run?.workflow.find(point.nodeId);
  const plan = node === undefined ? undefined : run?.workflow.plan.nodes[node];
  if (run === null || node === undefined || plan === undefined) return { type: 'not_found' };
  const runIndex = point.runIndex ?? latestRun(run, node);
  const refs = run.data.refs(node, runIndex);
  if (refs === undefined) return { type: 'not_found' };
  const why = run.whyMissing?.(node, runIndex) ?? null;
  if (why !== null) return why === 'cut' ? { type: 'cut' } : { type: 'redacted' };
  const { items } = run.data.input(plan, refs);
  const at = { node, runIndex, items, now: deps.clock(), random: deps.random };
  const errors = run.workflow.graph.settings.expression_errors ?? 'strict';
  return { type: 'data', data: expressionData(run, at, point.itemIndex), errors };
}

import type { Actor } from '../../security/permissions.ts';
import { liveNodes, loadExecution } from '../get-execution.ts';
import type { NodeRunKey } from '../history/node-executions.repository.ts';
import type { NodeExecution } from '../model/executions.schemas.ts';
import type { NodeRunDeps } from './node-run-deps.ts';
import type { StoredRun } from './node-runs.repository.ts';
import type { ListItems } from './node-runs.schemas.ts';
import { inputReferencesSchema } from './summarise-run.ts';

/** A handle of a node run, where items are; `count`: how many, if that is known. */
export type ItemSource = NodeRunKey & { readonly handle: string; readonly count: number | null };

/** Reads node runs of one execution. */
export type RunReader = (runs: readonly NodeRunKey[]) => Promise<readonly StoredRun[]>;

export function isSameRun(one: NodeRunKey, other: NodeRunKey): boolean {
  return one.node_id === other.node_id && one.run_index === other.run_index;
}

/** A run as its journal has it, in the form of one that is stored. */
function storedForm({ node_id, run_index, input_data: input, output_data: output, logs }: NodeExecution): StoredRun {
  const texts = [output, logs].map((value) => (value === null ? null : JSON.stringify(value)));
  return { node_id, run_index, input, output: texts[0] ?? null, logs: texts[1] ?? null };
}

/** Reads from the journal of an execution that is under way, else from history. Throws `executions.not_found`. */
export async function runReader(deps: NodeRunDeps, actor: Actor, executionId: string): Promise<RunReader> {
  const live = await liveNodes(deps, await loadExecution(deps, actor, executionId));
  if (live === null) return (runs) => deps.nodeRuns.read(executionId, runs);
  return async (runs) => live.filter((node) => runs.some((run) => isSameRun(node, run))).map(storedForm);
}

/** Where the items are that were asked for, in their order: those that a node received came from others. */
export function sourcesOf(run: StoredRun, { of, handle }: Pick<ListItems, 'of' | 'handle'>): readonly ItemSource[] {
  const { node_id, run_index } = run;
  if (of !== 'input') return [{ node_id, run_index, handle, count: null }];
  const references = inputReferencesSchema.safeParse(run.input).data ?? [];
  return references.filter(({ target_handle }) => target_handle === handle);
}

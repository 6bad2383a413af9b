import type { JsonValue } from '../../engine/json.ts';
import { type PartialRun, parsePartialRun } from '../../executions/model/partial-run.ts';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.ts';
import { type GivenOutputs, nothingGiven, pinnedRun } from './given-outputs.ts';
import { type EarlierExecutions, loadReuse } from './reuse-runs.ts';

/** A version prepared for one execution: the part of it that runs, and the runs that are not performed. */
export type PreparedRun = {
  readonly workflow: CompiledWorkflow;
  /** `missing`: the data to reuse no longer exist. */
  readonly given: GivenOutputs | 'missing';
};

/** The part of a version that these options run. Throws `RangeError` if the version lacks the destination. */
export function partOf(workflow: CompiledWorkflow, options: PartialRun): CompiledWorkflow {
  const { destination_node_id: destination } = options;
  return destination === undefined ? workflow : workflow.upTo(destination);
}

/** Pinned data win over reused ones: they stand for the output of their node, whatever it was before. */
function withPinned(given: GivenOutputs, pinned: boolean): GivenOutputs {
  return pinned ? (node, run) => pinnedRun(node) ?? given(node, run) : given;
}

/** Prepares a version for an execution with these options. */
export async function prepareRun(
  earlier: EarlierExecutions,
  workflow: CompiledWorkflow,
  runOptions: JsonValue,
): Promise<PreparedRun> {
  if (runOptions === null) return { workflow, given: nothingGiven };
  const options = parsePartialRun(runOptions);
  const part = partOf(workflow, options);
  const reuse = await loadReuse(earlier, { workflow: part, options });
  if (reuse.type !== 'given') return { workflow: part, given: 'missing' };
  return { workflow: part, given: withPinned(reuse.given, options.pinned === true) };
}

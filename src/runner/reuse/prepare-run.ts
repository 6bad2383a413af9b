import type { JsonValue } from '../../engine/json.ts';
import { type PartialRun, parsePartialRun } from '../../executions/model/partial-run.ts';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.ts';
import { type GivenOutputs, nothingGiven, pinnedRun } from './given-outputs.ts';
import { type EarlierExecutions, loadReuse } from './reuse-runs.ts';

/** A version made ready for one execution: the part of it that runs, and what is not to be performed. */
export type PreparedRun = {
  readonly workflow: CompiledWorkflow;
  /** `missing`: what was to be reused is not there any more. */
  readonly given: GivenOutputs | 'missing';
};

/** The part of a version that an execution with these options runs. Throws `RangeError` for a destination that it lacks. */
export function partOf(workflow: CompiledWorkflow, options: PartialRun): CompiledWorkflow {
  const { destination_node_id: destination } = options;
  return destination === undefined ? workflow : workflow.upTo(destination);
}

/** Pinned data come first: they stand for what a node would bring forth, whatever it did before. */
function withPinned(given: GivenOutputs, pinned: boolean): GivenOutputs {
  return pinned ? (node, run) => pinnedRun(node) ?? given(node, run) : given;
}

/** Reads what the options of an execution ask for. */
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

import type { JsonValue } from '../../engine/json.ts';
import type { ExecutionFiles } from '../../executions/files/file-types.ts';
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

/** The execution that is prepared: `runOptions` as its row has them. */
type ToPrepare = { readonly id: string; readonly runOptions: JsonValue };

/** Where earlier executions are, and their files; `null`: there is no bucket. */
type Earlier = { readonly earlier: EarlierExecutions; readonly files: ExecutionFiles | null };

/** Prepares a version for an execution with its options. What it reuses may have files, which it holds from now on. */
export async function prepareRun(
  { earlier, files }: Earlier,
  workflow: CompiledWorkflow,
  { id, runOptions }: ToPrepare,
): Promise<PreparedRun> {
  if (runOptions === null) return { workflow, given: nothingGiven };
  const options = parsePartialRun(runOptions);
  const part = partOf(workflow, options);
  const reuse = await loadReuse(earlier, { workflow: part, options });
  if (reuse.type !== 'given') return { workflow: part, given: 'missing' };
  const { reuse_execution_id: from } = options;
  if (from !== undefined) {
    const { workspaceId } = workflow.identity;
    await files?.share({ workspaceId, executionId: from }, { fileIds: null, executionIds: [id] });
  }
  return { workflow: part, given: withPinned(reuse.given, options.pinned === true) };
}

import type { WorkflowNode } from '../../engine/workflow.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { AppError } from '../../shared/errors.ts';
import { destinationUnreachable, triggerDisabled, unknownTrigger } from './run-workflow.errors.ts';

/** `whole`: the version; `part`: what of it is to run; `wanted`: the id of the trigger that the request names. */
export type TriggerChoice = {
  readonly whole: CompiledWorkflow;
  readonly part: CompiledWorkflow;
  readonly wanted: string | undefined;
};

/** The triggers that can start a run. In a part of a version, those that do not lead to the destination are disabled. */
function enabledTriggers({ plan }: CompiledWorkflow): readonly WorkflowNode[] {
  return plan.triggers.flatMap((index) => plan.nodes[index] ?? []).flatMap((at) => (at.disabled ? [] : [at.node]));
}

function refusal({ whole, wanted }: TriggerChoice): AppError {
  const node = whole.plan.nodes[whole.plan.byId.get(wanted ?? '') ?? -1];
  if (node?.kind === 'trigger' && node.disabled) return triggerDisabled(node.node.id);
  const ids = enabledTriggers(whole).map(({ id }) => id);
  const exists = wanted === undefined ? ids.length > 0 : ids.includes(wanted);
  return exists ? destinationUnreachable(wanted) : unknownTrigger(wanted, ids);
}

/** The id of the trigger to start at: the wanted one or, by default, the manual one or the first. Throws `executions.*`. */
export function chooseTrigger(choice: TriggerChoice): string {
  const triggers = enabledTriggers(choice.part);
  const trigger =
    choice.wanted === undefined
      ? (triggers.find((node) => node.type === 'trigger.manual') ?? triggers[0])
      : triggers.find((node) => node.id === choice.wanted);
  if (trigger === undefined) throw refusal(choice);
  return trigger.id;
}

import type { WorkflowNode } from '../../engine/workflow.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { AppError } from '../../shared/errors.ts';
import { badField } from './bad-field.ts';

/** A version, the part of it that is to run, and what was asked for. */
export type TriggerChoice = {
  readonly whole: CompiledWorkflow;
  readonly part: CompiledWorkflow;
  readonly wanted: string | undefined;
};

/** In a part of a version, the triggers that take no part are disabled. */
function enabledTriggers({ plan }: CompiledWorkflow): readonly WorkflowNode[] {
  return plan.triggers.flatMap((index) => plan.nodes[index] ?? []).flatMap((at) => (at.disabled ? [] : [at.node]));
}

function refusal({ whole, wanted }: TriggerChoice): AppError {
  const node = whole.plan.nodes[whole.plan.byId.get(wanted ?? '') ?? -1];
  if (node?.kind === 'trigger' && node.disabled) {
    const message = 'The trigger is disabled: nothing would follow from it.';
    return badField('executions.trigger_disabled', 'trigger_node_id', message);
  }
  if (enabledTriggers(whole).some(({ id }) => wanted === undefined || id === wanted)) {
    const message = 'The destination cannot be reached from there.';
    return badField('executions.destination_unreachable', 'destination_node_id', message);
  }
  return badField('executions.unknown_trigger', 'trigger_node_id', 'The workflow has no such trigger node.');
}

/** The id of the trigger to begin at: the one that is named or, by default, the manual one or the first. Throws `executions.*`. */
export function chooseTrigger(choice: TriggerChoice): string {
  const triggers = enabledTriggers(choice.part);
  const trigger =
    choice.wanted === undefined
      ? (triggers.find((node) => node.type === 'trigger.manual') ?? triggers[0])
      : triggers.find((node) => node.id === choice.wanted);
  if (trigger === undefined) throw refusal(choice);
  return trigger.id;
}

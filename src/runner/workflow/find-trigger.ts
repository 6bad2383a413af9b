import type { WorkflowNode } from '../../engine/workflow.ts';
import type { CompiledWorkflow } from './compiled-workflow.ts';

/** The first trigger of a type that is not disabled. */
export function findTrigger({ plan }: CompiledWorkflow, type: string): WorkflowNode | undefined {
  const triggers = plan.triggers.flatMap((index) => plan.nodes[index]?.node ?? []);
  return triggers.find((node) => node.type === type && node.disabled !== true);
}

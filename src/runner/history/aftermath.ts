import type { Outcome } from '../../engine/command.ts';
import { EXECUTE_WORKFLOW } from '../../nodes/actions/execute-workflow.ts';
import type { ExecutionRun } from '../run/execution-run.ts';

/** Who has to hear of the end of an execution: those who called it, those it called, or its error workflow. */
export type Aftermath = 'callers' | 'called' | 'error_workflow';

function hasCalled({ workflow }: ExecutionRun): boolean {
  return workflow.graph.nodes.some((node) => node.type === EXECUTE_WORKFLOW);
}

/** Nobody is told of the failure of what somebody started by hand, or of an error workflow's own. */
function isReported({ workflow, triggerType }: ExecutionRun): boolean {
  return workflow.graph.settings.error_workflow_id !== undefined && !['manual', 'error'].includes(triggerType);
}

/** Who has to hear of the end of this execution; nobody, as a rule. */
export function aftermathOf(run: ExecutionRun, { status }: Outcome): readonly Aftermath[] {
  const heard: Aftermath[] = [];
  if (run.depth > 0 && run.triggerType === 'workflow') heard.push('callers');
  if (status !== 'completed' && hasCalled(run)) heard.push('called');
  if (status === 'failed' && isReported(run)) heard.push('error_workflow');
  return heard;
}

import type { Outcome } from '../../engine/command.ts';
import { EXECUTE_WORKFLOW } from '../../nodes/actions/execute-workflow.ts';
import { isObject } from '../../shared/json/json.ts';
import type { ExecutionRun } from '../run/execution-run.ts';

/** What has to be done for other executions when one has ended. */
export type FollowUp =
  | 'wake_callers'
  | 'cancel_called'
  | 'start_error_workflow'
  | 'start_next_of_schedule'
  | 'leave_gates';

function callsWorkflows({ workflow }: ExecutionRun): boolean {
  return workflow.graph.nodes.some((node) => node.type === EXECUTE_WORKFLOW);
}

/** A run by hand does not start the error workflow, and neither does an error workflow that fails itself. */
function reportsFailure({ workflow, triggerType }: ExecutionRun): boolean {
  return workflow.graph.settings.error_workflow_id !== undefined && !['manual', 'error'].includes(triggerType);
}

/** Another run of its schedule may be queued behind it. */
function hasNextBehind({ triggerType, trigger }: ExecutionRun): boolean {
  return triggerType === 'schedule' && isObject(trigger.data) && trigger.data.overlap === 'queue_one';
}

/** What has to be done when this execution has ended; usually nothing. */
export function followUpsOf(run: ExecutionRun, { status }: Outcome): readonly FollowUp[] {
  const followUps: FollowUp[] = [];
  if (run.depth > 0 && run.triggerType === 'workflow') followUps.push('wake_callers');
  if (status !== 'completed' && callsWorkflows(run)) followUps.push('cancel_called');
  if (status === 'failed' && reportsFailure(run)) followUps.push('start_error_workflow');
  if (hasNextBehind(run)) followUps.push('start_next_of_schedule');
  return followUps;
}

import { AppError } from '../shared/errors.ts';

/** What a plan has used up: 402, for nothing helps but another plan, or the next month. */
const PAYMENT_REQUIRED = 402;

export function executionsReached(): AppError {
  const message = 'The executions that the plan of the workspace has for this month are used up.';
  return new AppError('plans.executions_reached', PAYMENT_REQUIRED, message);
}

export function activeWorkflowsReached(): AppError {
  const message = 'The plan of the workspace allows no other active workflow. Deactivate one, or take another plan.';
  return new AppError('plans.active_workflows_reached', PAYMENT_REQUIRED, message);
}

export function membersReached(): AppError {
  const message = 'The plan of the workspace allows no other member.';
  return new AppError('plans.members_reached', PAYMENT_REQUIRED, message);
}

import { AppError } from '../shared/errors.ts';
import { MAX_ALERTS } from './alerts.schemas.ts';

export function alertNotFound(): AppError {
  return new AppError('alerts.not_found', 404, 'There is no such alert in this workspace.');
}

export function tooManyAlerts(): AppError {
  return new AppError('alerts.too_many', 409, `A workspace has at most ${MAX_ALERTS} alerts.`);
}

export function mayNotRun(): AppError {
  const message = 'An alert that starts a workflow needs workflows:run as well.';
  return new AppError('permissions.denied', 403, message);
}

function refused(code: string, message: string, path: readonly string[]): AppError {
  return new AppError(code, 422, message, { faults: [{ code, message, path, in: 'body' }] });
}

export function unknownScope(): AppError {
  return refused('alerts.workflow_unknown', 'There is no such workflow in this workspace.', ['workflow_id']);
}

export function unknownTarget(): AppError {
  const path = ['channels', 'workflow_id'];
  return refused('alerts.workflow_unknown', 'There is no such workflow in this workspace.', path);
}

export function unknownMember(): AppError {
  return refused('alerts.member_unknown', 'Only members of the workspace can get mails.', ['channels', 'mail']);
}

/** `reason`: as the way out says it. */
export function webhookRefused(reason: string): AppError {
  return refused('alerts.webhook_refused', `Nothing can be sent there: ${reason}.`, ['channels', 'webhook_url']);
}

import { AppError } from '../../shared/errors.ts';

export function nothingToSkip(): AppError {
  const message =
    'The execution stands at no wait that can be cut short. It may be busy, or wait for another execution.';
  return new AppError('executions.nothing_to_skip', 409, message);
}

export function severalWaits(nodeIds: readonly string[]): AppError {
  const message = `The execution stands at several waits; name one of these as node_id: ${nodeIds.slice(0, 20).join(', ')}.`;
  return new AppError('executions.several_waits', 409, message);
}

export function decisionNeeded(): AppError {
  const message =
    'An approval is decided by a person, at its URL among the waits of the execution; it can not be skipped.';
  return new AppError('executions.decision_needed', 409, message);
}

export function notReplayable(triggerType: string): AppError {
  const message = `Only what a webhook or a form has brought can be replayed; this execution was started by ${triggerType}. Retry it instead.`;
  return new AppError('executions.not_replayable', 409, message);
}

export function triggerMissing(): AppError {
  const message = 'That version has no such trigger as this execution came in by, or it is disabled.';
  return new AppError('executions.trigger_missing', 409, message);
}

export function nothingToSettle(): AppError {
  const message = 'Nothing here is open: its outcome is known, or somebody has settled it.';
  return new AppError('executions.nothing_to_settle', 409, message);
}

import { AppError, type Fault } from '../../shared/errors.ts';
import { MAX_BACKFILL_SLOTS, MAX_SCHEDULES } from './schedule-limits.ts';

export function scheduleNotFound(): AppError {
  return new AppError('schedules.not_found', 404, 'There is no such schedule in this workspace.');
}

export function workflowOfScheduleNotFound(): AppError {
  return new AppError('workflows.not_found', 404, 'There is no such workflow in this workspace.');
}

export function tooManySchedules(): AppError {
  const message = `A workspace has ${MAX_SCHEDULES.toLocaleString('en')} schedules at most.`;
  return new AppError('schedules.too_many', 409, message);
}

export function scheduleOfNode(nodeId: string): AppError {
  const message = `The schedule belongs to the node ${nodeId}: change the node, and publish the workflow.`;
  return new AppError('schedules.of_node', 409, message);
}

/** The 422 for a field of the body that asks for something impossible. */
function badField(code: string, field: string, message: string): AppError {
  const fault: Fault = { code, message, path: [field] };
  return new AppError(code, 422, message, { faults: [fault] });
}

export function endBeforeStart(): AppError {
  return badField('schedules.end_before_start', 'ends_at', 'The end has to come after the start.');
}

export function workflowNotPublished(): AppError {
  const message = 'The workflow was never published, so there is nothing that a schedule could start.';
  return new AppError('schedules.workflow_not_published', 409, message);
}

/** A schedule that can't start its workflow: the reason is that of its last error. */
export function cannotRun(failure: { readonly code: string; readonly message: string }): AppError {
  return new AppError(failure.code, 409, failure.message);
}

export function changedMeanwhile(): AppError {
  const message = 'The schedule or its workflow was changed at the same moment. Try again.';
  return new AppError('schedules.changed_meanwhile', 409, message);
}

export function badRange(message: string): AppError {
  return badField('schedules.bad_range', 'to', message);
}

export function rangeTooOld(days: number): AppError {
  const message = `What a schedule has run is remembered for a while, so a backfill reaches ${days} days back at most.`;
  return badField('schedules.range_too_old', 'from', message);
}

/** `slots`: how many there are, or an estimate where counting them would take long. */
export function tooManySlots(slots: number, exact: boolean): AppError {
  const number = `${exact ? '' : 'about '}${slots.toLocaleString('en')}`;
  const most = MAX_BACKFILL_SLOTS.toLocaleString('en');
  return badField(
    'schedules.too_many_slots',
    'to',
    `The schedule has ${number} slots in this range. One call makes up for ${most} at most: divide the range.`,
  );
}

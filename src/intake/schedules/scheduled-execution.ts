import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { type CompiledWorkflow, executionFields } from '../../runner/workflow/compiled-workflow.ts';
import type { RunReason, ScheduledStart } from '../../schedules/firing/scheduled-start.ts';
import type { OverlapPolicy } from '../../schedules/slots/schedule-policies.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** What a run takes from its schedule. */
type RunningSchedule = { readonly id: string; readonly name: string; readonly overlap: OverlapPolicy };

/** What a schedule starts, and where. */
export type ScheduleTarget = { readonly workflow: CompiledWorkflow; readonly triggerNodeId: string };

export type RunWish = {
  readonly schedule: RunningSchedule;
  readonly target: ScheduleTarget;
  /** In milliseconds since the epoch; `null`: a person wants it now. */
  readonly slot: number | null;
  readonly reason: RunReason;
  readonly held: boolean;
  readonly triggeredBy: string | null;
};

/** The end of a run is followed up at once only where another may be queued behind it. */
function triggerDataOf({ schedule, slot, reason }: RunWish): NewExecution['triggerData'] {
  return {
    schedule_id: schedule.id,
    schedule_name: schedule.name,
    scheduled_for: slot === null ? null : new Date(slot).toISOString(),
    reason,
    ...(schedule.overlap === 'queue_one' ? { overlap: schedule.overlap } : {}),
  };
}

/** A run of a schedule that is to be started. Its slot is what it is known by. */
export function scheduledStart({ services }: IntakeDeps, wish: RunWish): ScheduledStart {
  const { schedule, target, slot, reason, held, triggeredBy } = wish;
  const createdAt = services.clock();
  const execution = newExecution({
    ...executionFields(target.workflow),
    id: services.newId(createdAt),
    createdAt,
    triggeredBy,
    triggerType: 'schedule',
    triggerNodeId: target.triggerNodeId,
    triggerData: triggerDataOf(wish),
    inputData: null,
    dedupeKey: slot === null ? null : `schedule:${schedule.id}:${new Date(slot).toISOString()}`,
  });
  return { scheduleId: schedule.id, slot, reason, held, execution };
}

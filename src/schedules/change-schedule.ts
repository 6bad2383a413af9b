import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { StoredSchedule } from './model/schedule-rows.ts';
import type { ScheduleChange } from './model/schedule-statements.ts';
import { changedMeanwhile } from './model/schedules.errors.ts';
import type { Schedule } from './model/schedules.schemas.ts';

/** What is changed of a schedule, and what the audit entry calls it. What is left out stays. */
export type ScheduleEdit = Partial<
  Omit<ScheduleChange['schedule'], 'id' | 'workspace_id' | 'expected_revision' | 'now'>
> & {
  readonly action: AuditAction;
  readonly at: number;
};

const UNCHANGED = { reshape: false, restate: false, refill: false, input_data: null } as const;

/** Stores a change of a schedule that was loaded, with its audit entry. Throws `schedules.changed_meanwhile`. */
export async function changeSchedule(
  deps: ScheduleDeps,
  actor: Actor,
  { current, edit }: { readonly current: StoredSchedule; readonly edit: ScheduleEdit },
): Promise<Schedule> {
  const { action, at, ...changes } = edit;
  const { id, workspace_id, workflow_id, paused_at, revision, name } = current;
  const stored = await deps.schedules.change({
    schedule: {
      ...UNCHANGED,
      paused_at,
      ...changes,
      id,
      workspace_id,
      expected_revision: revision,
      now: new Date(at).toISOString(),
    },
    audit: auditEntry(actor, {
      id: deps.ids(at),
      now: at,
      action,
      target_type: 'schedule',
      target_id: id,
      details: { name, workflow_id },
    }),
  });
  if (!stored) throw changedMeanwhile();
  return (await loadSchedule(deps, actor, id)).view;
}

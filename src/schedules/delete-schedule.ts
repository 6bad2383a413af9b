import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import { scheduleNotFound, scheduleOfNode } from './model/schedules.errors.ts';

/** Deletes a schedule; the executions that it started stay. Throws `schedules.not_found`, `schedules.of_node`. */
export async function deleteSchedule(deps: ScheduleDeps, actor: Actor, id: string): Promise<void> {
  const { node_id, name, workflow_id } = await loadSchedule(deps, actor, id);
  if (node_id !== null) throw scheduleOfNode(node_id);
  const now = deps.now();
  const removed = await deps.schedules.remove({
    schedule: { id, workspace_id: actor.workspaceId },
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action: 'schedules.deleted',
      target_type: 'schedule',
      target_id: id,
      details: { name, workflow_id },
    }),
  });
  if (!removed) throw scheduleNotFound();
}

import { auditEntry } from '../../audit/audited-change.ts';
import { startRuns } from '../../schedules/firing/start-runs.ts';
import { changedMeanwhile } from '../../schedules/model/schedules.errors.ts';
import type { Actor } from '../../security/permissions.ts';
import { type RunScheduleDeps, scheduleToRun } from './schedule-to-run.ts';
import { scheduledStart } from './scheduled-execution.ts';

/**
 * Runs a schedule now, whatever its overlap policy, and whether it is paused or not. Gives the id of the execution. Throws
 * what {@link scheduleToRun} throws, and `schedules.changed_meanwhile`.
 */
export async function runSchedule(deps: RunScheduleDeps, actor: Actor, id: string): Promise<string> {
  const { schedule, target } = await scheduleToRun(deps, actor, id);
  const wish = { schedule, target, slot: null, reason: 'run_now', held: false, triggeredBy: actor.userId } as const;
  const start = scheduledStart(deps.intake, wish);
  const now = deps.now();
  const started = await startRuns(deps.intake.people, {
    schedule: { id, workspace_id: actor.workspaceId, version: start.execution.workflowVersion },
    starts: [start],
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action: 'schedules.run_requested',
      target_type: 'schedule',
      target_id: id,
      details: { execution_id: start.execution.id },
    }),
  });
  if (started === null) throw changedMeanwhile();
  await deps.intake.outbox.handOver(started);
  return start.execution.id;
}

import { assertMayStart } from '../../plans/refusals.ts';
import { loadSchedule } from '../../schedules/load-schedule.ts';
import type { ScheduleDeps } from '../../schedules/model/schedule-deps.ts';
import type { StoredSchedule } from '../../schedules/model/schedule-rows.ts';
import { cannotRun, workflowNotPublished } from '../../schedules/model/schedules.errors.ts';
import type { Actor } from '../../security/permissions.ts';
import { loadWorkflow } from '../../workflows/load-workflow.ts';
import { archivedWorkflow } from '../../workflows/model/workflows.errors.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { findTarget } from './find-target.ts';
import type { ScheduleTarget } from './scheduled-execution.ts';

/** What running schedules on request needs. */
export type RunScheduleDeps = ScheduleDeps & { readonly intake: IntakeDeps };

/** A schedule that can be run, and what it runs. */
export type ScheduleToRun = { readonly schedule: StoredSchedule; readonly target: ScheduleTarget };

/**
 * The schedule that a person wants to run, paused or not. Throws `schedules.not_found`, `workflows.archived`,
 * `schedules.workflow_not_published`, `plans.*`, and what a schedule's last error may be.
 */
export async function scheduleToRun(deps: RunScheduleDeps, actor: Actor, id: string): Promise<ScheduleToRun> {
  const schedule = await loadSchedule(deps, actor, id);
  await assertMayStart(deps.intake.refusals, actor.workspaceId);
  const { workflow_id: workflowId, node_id: nodeId } = schedule;
  const { status, published_version: version } = await loadWorkflow(deps, actor, workflowId);
  if (status === 'archived') throw archivedWorkflow();
  if (version === null) throw workflowNotPublished();
  const found = await findTarget(deps.intake, { scheduleId: id, workflowId, version, nodeId });
  if (found.type === 'failed') throw cannotRun(found.failure);
  return { schedule, target: found.target };
}

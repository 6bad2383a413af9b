import type { Actor } from '../security/permissions.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { StoredSchedule } from './model/schedule-rows.ts';
import { scheduleNotFound } from './model/schedules.errors.ts';

/** The schedule of the actor's workspace, or 404. */
export async function loadSchedule(
  deps: Pick<ScheduleDeps, 'schedules'>,
  actor: Actor,
  id: string,
): Promise<StoredSchedule> {
  const schedule = await deps.schedules.find(actor.workspaceId, id);
  if (schedule === null) throw scheduleNotFound();
  return schedule;
}

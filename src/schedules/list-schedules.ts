import type { Actor } from '../security/permissions.ts';
import { readPageById } from '../security/read-page.ts';
import type { Page } from '../shared/pagination.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { ListSchedules, Schedule } from './model/schedules.schemas.ts';

/** The schedules of the workspace, newest first: those of nodes, and those that were made through the API. */
export async function listSchedules(
  deps: Pick<ScheduleDeps, 'schedules' | 'cursors' | 'now'>,
  { workspaceId }: Actor,
  { limit, cursor, workflow_id, is_active }: ListSchedules,
): Promise<Page<Schedule>> {
  const wanted = { workflowId: workflow_id ?? null, active: is_active === undefined ? null : is_active === 'true' };
  return readPageById(
    deps.cursors,
    { filter: { list: 'schedules', workspaceId, ...wanted }, limit, cursor, now: deps.now() },
    async (after, count) => {
      const found = await deps.schedules.list(workspaceId, { ...wanted, after, limit: count });
      return found.map(({ view }) => view);
    },
  );
}

import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Page, PageQuery } from '../shared/pagination.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { StoredRun } from './model/schedule-runs.repository.ts';
import type { ScheduleRun } from './model/schedule-runs.schemas.ts';

const positionSchema = z.tuple([z.string(), z.number()]);

function toRun({ slot_at, by_hand, reason, execution_id, created_at, status, started_at }: StoredRun): ScheduleRun {
  const lag = started_at === null || by_hand ? null : Date.parse(started_at) - Date.parse(slot_at);
  return { slot_at: by_hand ? null : slot_at, reason, execution_id, created_at, status, started_at, lag_ms: lag };
}

/** What a schedule has started, the latest slots first, with how late each began. Throws `schedules.not_found`. */
export async function listScheduleRuns(
  deps: ScheduleDeps,
  actor: Actor,
  { id, limit, cursor }: PageQuery & { readonly id: string },
): Promise<Page<ScheduleRun>> {
  await loadSchedule(deps, actor, id);
  const { workspaceId } = actor;
  const page = await readPage(
    deps.cursors,
    { filter: { list: 'schedule_runs', workspaceId, id }, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const [slot, byHand] = position === null ? [] : positionSchema.parse(position);
        const after = slot === undefined ? null : { slot, byHand: byHand === 1 };
        return deps.scheduleRuns.list({ workspaceId, scheduleId: id, after, limit: count });
      },
      positionOf: ({ position, by_hand }) => [position, by_hand ? 1 : 0],
    },
  );
  return { ...page, data: page.data.map(toRun) };
}

import type { Actor } from '../security/permissions.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import { slotsOfShape } from './model/schedule-shape.ts';
import type { StoredSchedulePreview } from './model/schedules.schemas.ts';
import { jitterOf } from './slots/jitter.ts';
import { slotsWithin } from './slots/slots.ts';

/** The next runs of a schedule, also of one that rests: as if it was resumed now. Throws `schedules.not_found`. */
export async function previewStoredSchedule(
  deps: Pick<ScheduleDeps, 'schedules' | 'now'>,
  actor: Actor,
  { id, count }: { readonly id: string; readonly count: number },
): Promise<StoredSchedulePreview> {
  const schedule = await loadSchedule(deps, actor, id);
  const jitter = { id, jitterSeconds: schedule.jitter_seconds };
  const span = { after: deps.now(), upTo: Number.POSITIVE_INFINITY };
  const slots = slotsWithin(slotsOfShape(schedule), span, count);
  const runs = slots.map((slot) => ({
    slot_at: new Date(slot).toISOString(),
    run_at: new Date(slot + jitterOf(jitter, slot)).toISOString(),
  }));
  return { runs };
}

import { auditEntry } from '../../audit/audited-change.ts';
import { startRuns } from '../../schedules/firing/start-runs.ts';
import { MAX_BACKFILL_DAYS, MAX_BACKFILL_SLOTS } from '../../schedules/model/schedule-limits.ts';
import type { StoredSchedule } from '../../schedules/model/schedule-rows.ts';
import type { Backfill, Backfilled } from '../../schedules/model/schedule-runs.schemas.ts';
import { slotsOfShape } from '../../schedules/model/schedule-shape.ts';
import { badRange, changedMeanwhile, rangeTooOld, tooManySlots } from '../../schedules/model/schedules.errors.ts';
import { countSlots } from '../../schedules/slots/count-slots.ts';
import type { Actor } from '../../security/permissions.ts';
import { DAY_MS } from '../../shared/clock.ts';
import { type RunScheduleDeps, type ScheduleToRun, scheduleToRun } from './schedule-to-run.ts';
import { scheduledStart } from './scheduled-execution.ts';

type Range = { readonly from: number; readonly to: number };

function rangeOf({ from, to }: Backfill, now: number): Range {
  const range = { from: Date.parse(from), to: Date.parse(to) };
  if (range.from >= range.to) throw badRange('The range is empty: its end has to come after its beginning.');
  if (range.to > now) throw badRange('A backfill is for the past: its end lies in the future.');
  return range;
}

/** The slots of a range. Throws if there are too many, or if runs may have been forgotten that lie so far back. */
function slotsToFill(schedule: StoredSchedule, { from, to }: Range, now: number): readonly number[] {
  const span = { after: from - 1, upTo: to - 1 };
  const counted = countSlots(slotsOfShape(schedule), span, MAX_BACKFILL_SLOTS);
  if (counted.type === 'many') throw tooManySlots(counted.slots, counted.exact);
  if (from < now - MAX_BACKFILL_DAYS * DAY_MS) throw rangeTooOld(MAX_BACKFILL_DAYS);
  return counted.slots;
}

function startsOf(deps: RunScheduleDeps, actor: Actor, found: ScheduleToRun, slots: readonly number[]) {
  const wish = { ...found, reason: 'backfill', held: false, triggeredBy: actor.userId } as const;
  return slots.map((slot) => scheduledStart(deps.intake, { ...wish, slot }));
}

type BackfillWish = { readonly id: string; readonly range: Backfill };

/**
 * Starts the slots of a past range that have not run, all at once: the overlap policy does not count. Throws what
 * {@link scheduleToRun} throws, `schedules.bad_range`, `schedules.too_many_slots`, `schedules.range_too_old`,
 * `schedules.changed_meanwhile`.
 */
export async function backfillSchedule(deps: RunScheduleDeps, actor: Actor, wish: BackfillWish): Promise<Backfilled> {
  const found = await scheduleToRun(deps, actor, wish.id);
  const now = deps.now();
  const slots = slotsToFill(found.schedule, rangeOf(wish.range, now), now);
  const started = await startRuns(deps.intake.people, {
    schedule: {
      id: wish.id,
      workspace_id: actor.workspaceId,
      version: found.target.workflow.identity.version,
    },
    starts: startsOf(deps, actor, found, slots),
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action: 'schedules.backfilled',
      target_type: 'schedule',
      target_id: wish.id,
      details: { ...wish.range, slots: slots.length },
    }),
  });
  if (started === null) throw changedMeanwhile();
  await deps.intake.outbox.handOver(started);
  return { slots: slots.length, started: started.length, execution_ids: [...started] };
}

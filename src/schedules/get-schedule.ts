import type { Actor } from '../security/permissions.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { ScheduleDetails } from './model/schedule-runs.schemas.ts';

/** Runs from which the lag is told. */
const MEASURED_RUNS = 100;

/** The value below which this part of the sorted values lies. */
function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
}

/** Sums up how late runs began, the latest first; `null`: none has begun. */
export function lagOf(lags: readonly number[]): ScheduleDetails['lag'] {
  const [last] = lags;
  if (last === undefined) return null;
  const sorted = lags.toSorted((a, b) => a - b);
  return {
    runs: lags.length,
    last_ms: last,
    p50_ms: percentile(sorted, 0.5),
    p95_ms: percentile(sorted, 0.95),
    max_ms: percentile(sorted, 1),
  };
}

/** A schedule, and how late its last runs began. Throws `schedules.not_found`. */
export async function getSchedule(
  deps: Pick<ScheduleDeps, 'schedules' | 'scheduleRuns'>,
  actor: Actor,
  id: string,
): Promise<ScheduleDetails> {
  const { view } = await loadSchedule(deps, actor, id);
  return { ...view, lag: lagOf(await deps.scheduleRuns.lags(actor.workspaceId, id, MEASURED_RUNS)) };
}

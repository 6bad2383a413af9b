import { openRuns } from '../../schedules/firing/open-runs.ts';
import { type DueRow, readDue } from '../../schedules/firing/read-due.ts';
import { inGroups } from '../../shared/in-groups.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { fireMoves } from './fire-moves.ts';
import { planMove } from './plan-move.ts';

/** Schedules that one statement moves on. */
const BATCH = 500;

/** Workflow versions that are loaded at the same time. */
const LOADED_AT_ONCE = 8;

async function fireBatch(deps: IntakeDeps, rows: readonly DueRow[], now: number): Promise<void> {
  const policed = rows.filter(({ overlap }) => overlap !== 'allow').map(({ id }) => id);
  const open = await openRuns(deps.db, policed);
  const plan = (row: DueRow) => planMove(deps, { row, open: open.get(row.id) ?? [], now });
  await fireMoves(deps, await inGroups(rows, LOADED_AT_ONCE, plan));
}

/**
 * Starts what schedules have due, and moves them on. It may be called by several ticks at once, and break off anywhere: a slot
 * starts one execution. Gives the moment up to which schedules have been started. Throws when the database can't serve; the
 * next tick then goes on.
 */
export async function fireSchedules(deps: IntakeDeps): Promise<number> {
  const now = deps.services.clock();
  let after: DueRow | null = null;
  do {
    const rows: readonly DueRow[] = await readDue(deps.db, { now, after, limit: BATCH });
    if (rows.length > 0) await fireBatch(deps, rows, now);
    after = rows.length < BATCH ? null : (rows.at(-1) ?? null);
  } while (after !== null);
  return now;
}

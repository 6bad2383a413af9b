import { databaseAway } from '../../db/database-errors.ts';
import { type Fired, fireDue, type ScheduleMove } from '../../schedules/firing/fire-due.ts';
import { inGroups } from '../../shared/in-groups.ts';
import { consoleLog } from '../../shared/log.ts';
import { cancelAbandoned, cancelObject } from '../ends/follow-up-ends.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { failMove } from './plan-move.ts';

/** Runs that one statement starts: schedules that make up for much go in several. */
const STARTED_AT_ONCE = 1000;

/** Objects that are told at the same time. */
const TOLD_AT_ONCE = 10;

const REFUSED = { code: 'schedules.refused', message: 'The database refused to start the run.' };

/** Groups of moves that start no more runs together than one statement does. One that starts more has a group of its own. */
function groupsOf(moves: readonly ScheduleMove[]): ScheduleMove[][] {
  const groups: ScheduleMove[][] = [];
  let started = Number.POSITIVE_INFINITY;
  for (const move of moves) {
    if (started + move.starts.length > STARTED_AT_ONCE) {
      groups.push([]);
      started = 0;
    }
    groups.at(-1)?.push(move);
    started += move.starts.length;
  }
  return groups;
}

/** No effect begins in what was cancelled after this. What fails here, runners and the sweep notice by the rows. */
async function stopCancelled(deps: IntakeDeps, fired: readonly Fired[]): Promise<void> {
  const marked = fired.filter(({ outcome }) => ['cancelled', 'stopping', 'stopping_queued'].includes(outcome));
  if (marked.length === 0) return;
  try {
    const stopping = marked.filter(({ outcome }) => outcome !== 'cancelled');
    await inGroups(stopping, TOLD_AT_ONCE, ({ id }) => cancelObject(deps, id));
    await cancelAbandoned(
      deps,
      marked.map(({ id }) => id),
    );
  } catch (error) {
    const message = 'Not all that goes with executions that a schedule cancelled was stopped at once.';
    consoleLog({ level: 'warn', message, executions: marked.map(({ id }) => id), error });
  }
}

async function handOn(deps: IntakeDeps, fired: readonly Fired[]): Promise<void> {
  await stopCancelled(deps, fired);
  const queued = fired.filter(({ outcome }) => outcome === 'queued' || outcome === 'stopping_queued');
  if (queued.length > 0) await deps.outbox.handOver(queued.map(({ id }) => id));
}

/** A move that the database refuses keeps no other from being made: the group is halved until the one is alone. */
async function fireGroup(deps: IntakeDeps, moves: readonly ScheduleMove[]): Promise<readonly Fired[]> {
  try {
    return await fireDue(deps.db, moves);
  } catch (error) {
    const [first] = moves;
    if (first === undefined || databaseAway(error) !== null) throw error;
    if (moves.length > 1) {
      const middle = moves.length >> 1;
      return [...(await fireGroup(deps, moves.slice(0, middle))), ...(await fireGroup(deps, moves.slice(middle)))];
    }
    consoleLog({ level: 'error', message: 'A schedule was not moved on as planned.', schedule: first.row.id, error });
    return fireDue(deps.db, [failMove(first.row, deps.services.clock(), REFUSED)]);
  }
}

/** Makes these moves, and sends the executions that they start to the queue. */
export async function fireMoves(deps: IntakeDeps, moves: readonly ScheduleMove[]): Promise<void> {
  for (const group of groupsOf(moves)) await handOn(deps, await fireGroup(deps, group));
}

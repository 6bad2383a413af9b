import type { Database } from '../../db/client.ts';
import type { WriteOne } from '../../db/group-writer.ts';
import { type ClaimedHold, releaseExecution, suspendExecution } from '../../executions/lifecycle/hold-execution.ts';
import type { FollowUp } from '../../runner/history/follow-ups.ts';
import { type Coordinators, callCoordinator } from '../../runner/journal/object-journal.ts';
import type { LiveRun } from '../../runner/live/live-run.ts';
import type { RunResult } from '../../runner/run-execution.ts';
import { consoleLog } from '../../shared/log.ts';
import { repeatOnFailure } from '../../shared/repeat-call.ts';
import type { IsolateWriters } from '../isolate-writers.ts';

/** The pauses (ms) before a failed flush is repeated. They are short, since the lease is no longer renewed by then. */
const FLUSH_PAUSES = [200, 1000, 5000];

export type SettleDeps = {
  readonly db: Database;
  readonly coordinators: Coordinators;
  /** Writes the end of an execution, alone or together with others. */
  readonly flush: IsolateWriters['flush'];
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
  /** Does what has to be done for others when the execution has ended. */
  readonly followUp: (id: string, followUps: readonly FollowUp[]) => Promise<void>;
  /** Gives back the place that an ended execution has at a gate. Never throws. */
  readonly leaveGates: WriteOne<string, boolean>;
};

/** Writes the end of an execution. `null`: its runner no longer held it. */
export function flushWithRetries({ flush }: Pick<IsolateWriters, 'flush'>): SettleDeps['flush'] {
  return (finished) => repeatOnFailure(FLUSH_PAUSES, () => flush(finished));
}

async function closeObject(coordinators: Coordinators, id: string): Promise<void> {
  try {
    await callCoordinator(coordinators, id, (stub) => stub.close());
  } catch (error) {
    consoleLog({ level: 'warn', message: 'An object was not closed; it is evicted by itself.', execution: id, error });
  }
}

type Finished = Extract<RunResult, { type: 'finished' }>;

/** A claimed execution. `gated`: a gate has let it in. `live`: what those who watch it hear. */
type SettledHold = ClaimedHold & { readonly gated: boolean; readonly live: LiveRun };

/** Writes how an execution ended, and tells whom it concerns. */
async function finish(deps: SettleDeps, { id, gated, live }: SettledHold, result: Finished): Promise<boolean> {
  const ended = await deps.flush(result.finished);
  if (ended === null) return false;
  live.ended(result.finished.ending, ended.watched);
  result.report();
  if (gated) await deps.leaveGates(id);
  if (result.followUps.length > 0) await deps.followUp(id, result.followUps);
  if (result.finished.promoted) await closeObject(deps.coordinators, id);
  return true;
}

/** Writes the result of a run to the row of its execution. False if the runner no longer held the execution. */
export async function settleExecution(deps: SettleDeps, hold: SettledHold, result: RunResult): Promise<boolean> {
  switch (result.type) {
    case 'finished':
      return finish(deps, hold, result);
    case 'suspended': {
      const status = await suspendExecution(deps.db, hold, { until: result.until, resumeCount: hold.resumeCount });
      if (status !== 'lost') hold.live.left(status, status === 'waiting' ? result.until : null);
      if (status === 'queued') await deps.enqueue([hold.id]);
      return status !== 'lost';
    }
    case 'released': {
      const released = await releaseExecution(deps.db, hold);
      if (!released) return false;
      hold.live.left('queued', null);
      await deps.enqueue([hold.id]);
      return true;
    }
    case 'lost':
      return false;
  }
}

import type { Database } from '../../db/client.ts';
import { type FinishedExecution, flushExecutions } from '../../executions/lifecycle/flush-executions.ts';
import { type Hold, releaseExecution, suspendExecution } from '../../executions/lifecycle/hold-execution.ts';
import type { Aftermath } from '../../runner/history/aftermath.ts';
import type { WriteGroup, WriteOne } from '../../runner/journal/group-writer.ts';
import { type Coordinators, callCoordinator } from '../../runner/journal/object-journal.ts';
import type { RunResult } from '../../runner/run-execution.ts';
import { consoleLog } from '../../shared/log.ts';
import { repeatOnFailure } from '../../shared/repeat-call.ts';

/** A flush that fails is repeated after these pauses (ms); in the meantime the lease is renewed no more, so they stay short. */
const FLUSH_DELAYS = [200, 1000, 5000];

export type SettleDeps = {
  readonly db: Database;
  readonly coordinators: Coordinators;
  /** Writes an end: by itself, or together with others. */
  readonly flush: WriteOne<FinishedExecution, boolean>;
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
  /** Lets others hear of an end that concerns them. */
  readonly conclude: (id: string, concerned: readonly Aftermath[]) => Promise<void>;
};

/** Writes the ends of executions: whether each was still its runner's to end. The statement may be repeated, so it is. */
export function flushWithRetries(db: Database): WriteGroup<FinishedExecution, boolean> {
  return async (group) => {
    const written = await repeatOnFailure(FLUSH_DELAYS, () => flushExecutions(db, group));
    return group.map(({ id }) => written.has(id));
  };
}

async function closeObject(coordinators: Coordinators, id: string): Promise<void> {
  try {
    await callCoordinator(coordinators, id, (stub) => stub.close());
  } catch (error) {
    consoleLog({ level: 'warn', message: 'An object was not closed; it is evicted by itself.', execution: id, error });
  }
}

/** What a runner holds, and how often something had come for it when it was taken. */
type RestingHold = Hold & { readonly resumeCount: number };

/** Writes down how a run ended in the row of its execution. False if it was not this runner's any more. */
export async function settleExecution(deps: SettleDeps, hold: RestingHold, result: RunResult): Promise<boolean> {
  switch (result.type) {
    case 'finished': {
      const ended = await deps.flush(result.finished);
      if (ended && result.aftermath.length > 0) await deps.conclude(hold.id, result.aftermath);
      if (ended && result.finished.promoted) await closeObject(deps.coordinators, hold.id);
      return ended;
    }
    case 'suspended': {
      const status = await suspendExecution(deps.db, hold, { until: result.until, resumeCount: hold.resumeCount });
      if (status === 'queued') await deps.enqueue([hold.id]);
      return status !== 'lost';
    }
    case 'released': {
      const released = await releaseExecution(deps.db, hold);
      if (released) await deps.enqueue([hold.id]);
      return released;
    }
    case 'lost':
      return false;
  }
}

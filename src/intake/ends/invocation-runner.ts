import { renewLeases } from '../../executions/lifecycle/hold-execution.ts';
import { createLeaseKeeper } from '../../runner/drive/lease-keeper.ts';
import { createGroupWriter, type WriteGroup } from '../../runner/journal/group-writer.ts';
import { invocationServices } from '../../runner/run/invocation-services.ts';
import type { RunnerDeps } from '../../runner/run-execution.ts';
import { leaveGates } from '../flow/leave-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { followUpEnds } from './follow-up-ends.ts';
import { createRowJournals } from './row-journals.ts';
import { flushWithRetries, type SettleDeps } from './settle-execution.ts';

/** What runs executions and writes down their ends. Leases and flushes are shared by all executions of the invocation. */
export type InvocationRunner = { readonly runner: RunnerDeps; readonly settle: SettleDeps };

/** Executions that end while gates are being told are told of together. */
function leaveInGroups(intake: IntakeDeps): WriteGroup<string, void> {
  return async (ids) => {
    await leaveGates(intake, ids);
    return ids.map(() => undefined);
  };
}

/** A runner for one invocation of the Worker, whose promises it holds: it must not outlive it. */
export function createInvocationRunner(intake: IntakeDeps): InvocationRunner {
  const { db, coordinators, leaseSeconds, outbox } = intake;
  const services = invocationServices(intake.services);
  const leases = createLeaseKeeper({
    renew: (holds) => renewLeases(db, holds, leaseSeconds),
    leaseSeconds,
    clock: services.clock,
  });
  return {
    runner: { services, coordinators, rows: createRowJournals(db), leases },
    settle: {
      db,
      coordinators,
      flush: createGroupWriter(flushWithRetries(db)),
      enqueue: outbox.handOver,
      followUp: (id, followUps) => followUpEnds(intake, [id], followUps),
      leaveGates: createGroupWriter(leaveInGroups(intake)),
    },
  };
}

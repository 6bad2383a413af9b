import { renewLeases } from '../../executions/lifecycle/hold-execution.ts';
import { createLeaseKeeper } from '../../runner/drive/lease-keeper.ts';
import { createCallBudget } from '../../runner/live/call-budget.ts';
import { invocationServices } from '../../runner/run/invocation-services.ts';
import type { RunnerDeps } from '../../runner/run-execution.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { followUpEnds } from './follow-up-ends.ts';
import { createMoveMarks, createRowJournals } from './row-journals.ts';
import { flushWithRetries, type SettleDeps } from './settle-execution.ts';

/** What runs executions and writes down their ends. Leases are shared by all executions of the invocation, what is written by all of the isolate. */
export type InvocationRunner = { readonly runner: RunnerDeps; readonly settle: SettleDeps };

/** A runner for one invocation of the Worker, whose promises it holds: it must not outlive it. */
export function createInvocationRunner(intake: IntakeDeps): InvocationRunner {
  const { db, coordinators, leaseSeconds, outbox, writers, live } = intake;
  const services = invocationServices(intake.services);
  const leases = createLeaseKeeper({
    renew: (holds) => renewLeases(db, holds, leaseSeconds),
    leaseSeconds,
    clock: services.clock,
  });
  return {
    runner: {
      services,
      coordinators,
      rows: createRowJournals(writers),
      markMoved: createMoveMarks(db),
      leases,
      live: { ...live, budget: createCallBudget() },
    },
    settle: {
      db,
      coordinators,
      flush: flushWithRetries(writers),
      enqueue: outbox.handOver,
      followUp: (id, followUps) => followUpEnds(intake, [id], followUps),
      leaveGates: intake.leave,
    },
  };
}

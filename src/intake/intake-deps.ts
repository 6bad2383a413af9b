import type { Database } from '../db/client.ts';
import type { Coordinators } from '../runner/journal/object-journal.ts';
import type { RunnerServices } from '../runner/run/execution-run.ts';
import type { WorkflowSource } from '../runner/workflow/workflow-source.ts';
import type { Outbox } from './outbox.ts';

/** What starting and continuing executions needs. Shared by all requests of an isolate, so it holds no promise of any of them. */
export type IntakeDeps = {
  readonly db: Database;
  readonly coordinators: Coordinators;
  readonly services: RunnerServices;
  readonly workflows: WorkflowSource;
  readonly outbox: Outbox;
  readonly leaseSeconds: number;
  readonly maxClaims: number;
};

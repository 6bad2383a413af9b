import type { Database } from '../db/client.ts';
import type { Coordinators } from '../runner/journal/object-journal.ts';
import type { RunnerServices } from '../runner/run/execution-run.ts';
import type { WorkflowSource } from '../runner/workflow/workflow-source.ts';
import type { Outbox } from './outbox.ts';

/** What everything that starts or continues executions needs. Lives as long as the isolate, so it holds no request's promises. */
export type IntakeDeps = {
  readonly db: Database;
  readonly coordinators: Coordinators;
  readonly services: RunnerServices;
  readonly workflows: WorkflowSource;
  readonly outbox: Outbox;
  readonly leaseSeconds: number;
  readonly maxClaims: number;
};

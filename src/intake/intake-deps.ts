import type { DeliverDeps } from '../alerts/firing/deliver-alerts.ts';
import type { FireDeps } from '../alerts/firing/tell.ts';
import type { PeopleDatabase, SystemDatabase } from '../db/client.ts';
import type { WriteOne } from '../db/group-writer.ts';
import type { BlobStore } from '../executions/files/blob-store.ts';
import type { Refusals } from '../plans/refusals.ts';
import type { Coordinators } from '../runner/journal/object-journal.ts';
import type { LiveReach } from '../runner/live/live-run.ts';
import type { RunnerServices } from '../runner/run/execution-run.ts';
import type { WorkflowSource } from '../runner/workflow/workflow-source.ts';
import type { FlowGates } from './flow-gates.ts';
import type { IsolateWriters } from './isolate-writers.ts';
import type { Outbox } from './outbox.ts';
import type { RunnerProcess } from './runner-process.ts';

/** Processes that run executions instead of this one: one for most, and one for those that may have ended a process before. */
export type Elsewhere = { readonly shared: RunnerProcess; readonly alone: RunnerProcess };

/** Keeps the Worker alive for work that outlasts the answer (`waitUntil`). */
export type Background = (work: Promise<unknown>) => void;

/** What starting and continuing executions needs. Shared by all requests of an isolate, so it keeps no promise of any of them longer than the request waits. */
export type IntakeDeps = {
  readonly db: SystemDatabase;
  /** What somebody who runs a workflow by the API sees of it. */
  readonly people: PeopleDatabase;
  readonly coordinators: Coordinators;
  readonly gates: FlowGates;
  readonly services: RunnerServices;
  readonly workflows: WorkflowSource;
  readonly outbox: Outbox;
  readonly writers: IsolateWriters;
  /** Gives back the place that an ended execution has at a gate. Never throws. */
  readonly leave: WriteOne<string, boolean>;
  /** Tells those who watch executions what happens. */
  readonly live: LiveReach;
  readonly leaseSeconds: number;
  readonly maxClaims: number;
  /** Where executions run, but for light ones; `null`: here. */
  readonly elsewhere: Elsewhere | null;
  /** Which workspaces used up their plan; `null`: this deployment bills nobody. */
  readonly refusals: Refusals | null;
  /** What is too large for memory and history; `null`: no bucket is bound. */
  readonly blobs: BlobStore | null;
  /** Sends the platform's mails that are due. */
  readonly sendDueMails: () => Promise<void>;
  /** What plans and subscriptions need each minute, after executions were counted. */
  readonly keepPlans: () => Promise<void>;
  /** By what alerts tell, but for the workflows that they start. */
  readonly alerting: Omit<FireDeps & DeliverDeps, 'db' | 'startWorkflow'>;
};

import type { PeopleDatabase } from '../db/client.ts';
import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Cursors } from '../security/cursor.ts';
import type { Actor } from '../security/permissions.ts';
import type { ResumeLinks } from '../security/resume-links.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { RunWish } from '../workflows/run-version.ts';
import type { ExecutionCallRepository } from './calls/execution-calls.repository.ts';
import type { ExecutionRepository, StoredExecution } from './executions.repository.ts';
import type { NodeExecutionRepository } from './history/node-executions.repository.ts';
import type { NodeExecution } from './model/executions.schemas.ts';
import type { PartialRun, ReuseObstacle } from './model/partial-run.ts';

export type ExecutionDeps = {
  readonly db: PeopleDatabase;
  readonly executions: ExecutionRepository;
  readonly nodes: NodeExecutionRepository;
  readonly calls: ExecutionCallRepository;
  readonly cursors: Cursors;
  readonly links: ResumeLinks;
  readonly now: Clock;
  readonly ids: IdSource;
  /** The node runs of a running execution so far, in order. */
  readonly watch: (stored: StoredExecution) => Promise<readonly NodeExecution[]>;
  /** Tells the object of an execution that no further effect may begin. */
  readonly cancelObject: (id: string) => Promise<void>;
  /** Keeps the Worker alive for work that outlasts the answer. */
  readonly hold: (work: Promise<unknown>) => void;
  /** Tells the object of an execution that something came for a wait of it. */
  readonly wakeObject: (id: string) => Promise<void>;
  /** Lets whoever watches an execution hear at once how its row stands. Never throws. */
  readonly tellWatchers: (id: string) => Promise<void>;
  /** Hands executions to the queue; what it does not take, the sweep sends again. */
  readonly enqueue: (ids: readonly string[], workflowId?: string) => Promise<void>;
  /** Gives back the places that ended executions have at the gates of their workflows and workspaces. Never throws. */
  readonly leaveGates: (ids: readonly string[]) => Promise<void>;
  /** The number of the version that holds what is to run; `null`: there is none. Throws `AppError`: `workflows.*`. */
  readonly versionToRun: (actor: Actor, wish: RunWish) => Promise<number | null>;
  /** The graph of a version; `null` if there is no such version. */
  readonly graphOf: (workflowId: string, version: number) => Promise<WorkflowGraph | null>;
  /**
   * Whether a run of a version would have effects, how many nodes it would have, and what hinders it from reusing the data
   * that it asks for; `null` if there is no such version, or nothing in it to run.
   */
  readonly describeRun: (run: {
    workflowId: string;
    version: number;
    options: PartialRun;
  }) => Promise<{ hasEffects: boolean; nodes: number; obstacle: ReuseObstacle | null } | null>;
};

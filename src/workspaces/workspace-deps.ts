import type { Attempts } from '../attempts/attempts.repository.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import type { Cursors } from '../security/cursor.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceRepository } from './workspaces.repository.ts';

/** What the use cases of workspaces need. */
export type WorkspaceDeps = {
  readonly workspaces: WorkspaceRepository;
  readonly workflows: {
    /** Those of the ids that are workflows of the workspace. */
    known(workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  };
  readonly plans: PlanBook;
  readonly attempts: Attempts;
  readonly cursors: Cursors;
  readonly ids: IdSource;
  readonly now: Clock;
};

import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { WorkspaceRepository } from '../workspaces.repository.ts';
import type { DeletionRepository } from './deletion.repository.ts';

/** What the use cases of deletion need. */
export type DeletionDeps = {
  readonly deletions: DeletionRepository;
  readonly workspaces: WorkspaceRepository;
  /** Cancels what runs in these workspaces, which are to be deleted. Never throws: the sweep does the rest. */
  readonly stopDeleted: (workspaceIds: readonly string[]) => Promise<void>;
  readonly ids: IdSource;
  readonly now: Clock;
};

import type { NodeCatalog } from '../../engine/catalog.ts';
import type { PollRepository } from '../../polls/polls.repository.ts';
import type { ScheduleRepository } from '../../schedules/model/schedules.repository.ts';
import type { Cursors } from '../../security/cursor.ts';
import type { Actor } from '../../security/permissions.ts';
import type { Clock } from '../../shared/clock.ts';
import type { EndpointRepository } from '../../webhooks/endpoints.repository.ts';
import type { EndpointSealing } from '../../webhooks/seal-endpoints.ts';
import type { VersionRepository } from './versions.repository.ts';
import type { WorkflowRepository } from './workflows.repository.ts';

/** What a graph is checked against. */
export type GraphCheckDeps = {
  readonly catalog: NodeCatalog;
  readonly credentials: {
    /** Those of the ids that are credentials of the workspace, shared with the role. */
    known(at: Pick<Actor, 'workspaceId' | 'role'>, ids: readonly string[]): Promise<ReadonlySet<string>>;
  };
  readonly workflows: {
    /** Those of the ids that are workflows of the workspace. */
    known(workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  };
};

export type WorkflowDeps = GraphCheckDeps &
  EndpointSealing & {
    readonly workflows: WorkflowRepository;
    readonly workspaces: {
      /** The time zone that new workflows of a workspace get; `null`: none was chosen. */
      timezoneOf(workspaceId: string): Promise<string | null>;
    };
    readonly versions: VersionRepository;
    readonly endpoints: Pick<EndpointRepository, 'listOf'>;
    readonly polls: Pick<PollRepository, 'listOf'>;
    readonly schedules: Pick<ScheduleRepository, 'listOf' | 'count'>;
    readonly cursors: Cursors;
    readonly now: Clock;
  };

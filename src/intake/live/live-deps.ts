import type { LiveHubCalls, WorkspaceHubCalls } from '../../../durable-objects/live-hub-calls.ts';
import type { ExecutionDeps } from '../../executions/execution-deps.ts';
import type { Objects } from '../../runner/journal/object-journal.ts';
import type { StreamTickets } from '../../security/tickets/stream-tickets.ts';
import type { IntakeDeps } from '../intake-deps.ts';

export type LiveRouteDeps = Pick<ExecutionDeps, 'db' | 'executions' | 'nodes' | 'watch' | 'now'> & {
  readonly intake: Pick<IntakeDeps, 'coordinators'>;
  readonly liveHubs: Objects<LiveHubCalls>;
  readonly workspaceHubs: Objects<WorkspaceHubCalls>;
  readonly streamTickets: StreamTickets;
  /** Origins whose pages may open a WebSocket here, beside this server's own. */
  readonly settings: { readonly CORS_ORIGINS: ReadonlySet<string> };
  readonly publicOrigin: string | null;
};

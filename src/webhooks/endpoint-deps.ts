import type { RandomBytes } from '../security/random.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import type { EndpointRepository } from './endpoints.repository.ts';

export type EndpointDeps = {
  readonly endpoints: EndpointRepository;
  readonly workflows: { find(workspaceId: string, id: string): Promise<object | null> };
  readonly secrets: WorkspaceSecrets;
  readonly random: RandomBytes;
  readonly ids: IdSource;
  readonly now: Clock;
};

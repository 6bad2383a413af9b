import type { RandomBytes } from '../security/random.ts';
import type { Vault } from '../security/vault.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { EndpointRepository } from './endpoints.repository.ts';

export type EndpointDeps = {
  readonly endpoints: EndpointRepository;
  readonly workflows: { find(workspaceId: string, id: string): Promise<object | null> };
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly ids: IdSource;
  readonly now: Clock;
};

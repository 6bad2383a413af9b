import type { RandomBytes } from '../../security/random.ts';
import type { Vault } from '../../security/vault.ts';
import type { Query, WorkspaceKeyRepository } from '../workspace-keys.repository.ts';
import type { WorkspaceSecrets } from '../workspace-secrets.ts';

export type RotationDeps = {
  readonly query: Query;
  readonly vault: Vault;
  readonly keys: WorkspaceKeyRepository;
  readonly secrets: WorkspaceSecrets;
  readonly random: RandomBytes;
};

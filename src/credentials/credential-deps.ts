import type { Cursors } from '../security/cursor.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import type { CredentialRepository } from './credentials.repository.ts';

export type CredentialDeps = {
  readonly credentials: CredentialRepository;
  readonly secrets: WorkspaceSecrets;
  readonly cursors: Cursors;
  readonly ids: IdSource;
  readonly now: Clock;
};

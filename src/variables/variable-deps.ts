import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import type { VariableRepository } from './variables.repository.ts';

export type VariableDeps = {
  readonly variables: VariableRepository;
  readonly secrets: WorkspaceSecrets;
  readonly ids: IdSource;
  readonly now: Clock;
};

import type { RandomBytes } from '../security/random.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import type { AlertRepository } from './alerts.repository.ts';

export type AlertDeps = {
  readonly alerts: AlertRepository;
  readonly secrets: WorkspaceSecrets;
  /** Throws `EgressError` if the workspace's workflows may not call this address, as far as its text tells. */
  readonly checkAddress: (workspaceId: string, url: string) => Promise<void>;
  readonly random: RandomBytes;
  readonly ids: IdSource;
  readonly now: Clock;
};

/** What the secret of an alert is sealed for. */
export function secretPurpose(alertId: string): string {
  return `alerts.signing_secret:${alertId}`;
}

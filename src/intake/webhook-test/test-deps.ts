import type { TestHub } from '../../../durable-objects/test-hub-calls.ts';
import type { CallerAddress } from '../../http/caller-address.ts';
import type { EndpointRepository } from '../../webhooks/endpoints.repository.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import type { RunDeps } from '../api/load-runnable.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { CallerDeps } from '../webhook/check-caller.ts';

/** The objects of all test URLs, by the public ids of their endpoints. */
type TestHubs = { getByName(endpointId: string): TestHub };

export type WebhookTestDeps = {
  readonly intake: IntakeDeps & { readonly callers: CallerDeps; readonly callerAddress: CallerAddress };
  readonly secrets: WorkspaceSecrets;
  readonly endpoints: EndpointRepository;
  readonly testHubs: TestHubs;
  readonly versionToRun: RunDeps['versionToRun'];
};

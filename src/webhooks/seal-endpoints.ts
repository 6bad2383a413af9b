import type { RandomBytes } from '../security/random.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import { endpointSecretPurpose, newEndpointId, newEndpointSecret } from './endpoint-secret.ts';
import type { EndpointChanges, EndpointShape } from './plan-endpoint-changes.ts';

/** A new endpoint as it is stored: with its ids, and its secret sealed. */
type SealedEndpoint = EndpointShape & {
  readonly id: string;
  readonly endpoint_id: string;
  readonly secret: string;
};

/** {@link EndpointChanges} as they are stored. */
export type SealedChanges = Omit<EndpointChanges, 'create'> & { readonly create: readonly SealedEndpoint[] };

export type EndpointSealing = {
  readonly secrets: WorkspaceSecrets;
  readonly random: RandomBytes;
  readonly ids: IdSource;
};

/** Where and when endpoints are made. */
type Making = { readonly workspaceId: string; readonly now: number };

/** Gives each endpoint to be created its ids and a secret of its own. */
export async function sealEndpointChanges(
  { secrets, random, ids }: EndpointSealing,
  changes: EndpointChanges,
  { workspaceId, now }: Making,
): Promise<SealedChanges> {
  if (changes.create.length === 0) return { ...changes, create: [] };
  const seal = await secrets.sealer(workspaceId);
  const create = changes.create.map(async (shape) => {
    const id = ids(now);
    const secret = await seal(newEndpointSecret(random), endpointSecretPurpose(id));
    return { ...shape, id, endpoint_id: newEndpointId(random), secret };
  });
  return { ...changes, create: await Promise.all(create) };
}

import type { RandomBytes } from '../security/random.ts';
import type { Vault } from '../security/vault.ts';
import type { IdSource } from '../shared/ids.ts';
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

export type EndpointSealing = { readonly vault: Vault; readonly random: RandomBytes; readonly ids: IdSource };

/** Gives each endpoint to be created its ids and a secret of its own. */
export async function sealEndpointChanges(
  { vault, random, ids }: EndpointSealing,
  changes: EndpointChanges,
  now: number,
): Promise<SealedChanges> {
  const create = changes.create.map(async (shape) => {
    const id = ids(now);
    const secret = await vault.seal(newEndpointSecret(random), endpointSecretPurpose(id));
    return { ...shape, id, endpoint_id: newEndpointId(random), secret };
  });
  return { ...changes, create: await Promise.all(create) };
}

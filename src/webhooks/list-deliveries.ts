import type { Actor } from '../security/permissions.ts';
import type { DeliveryRepository } from './deliveries.repository.ts';
import type { Delivery, ListDeliveries } from './deliveries.schemas.ts';
import type { EndpointRepository } from './endpoints.repository.ts';
import { endpointNotFound } from './webhooks.errors.ts';

export type DeliveryDeps = {
  readonly endpoints: Pick<EndpointRepository, 'find'>;
  readonly deliveries: DeliveryRepository;
};

type Asked = ListDeliveries & { readonly workflowId: string; readonly id: string };

/** The last calls of an endpoint, what became of them or why they were refused, the newest first. Throws `webhooks.not_found`. */
export async function listDeliveries(
  { endpoints, deliveries }: DeliveryDeps,
  { workspaceId }: Actor,
  { workflowId, id, limit, outcome }: Asked,
): Promise<readonly Delivery[]> {
  const endpoint = await endpoints.find(workspaceId, workflowId, id);
  if (endpoint === null) throw endpointNotFound();
  const of = { workspaceId, workflowId, nodeId: endpoint.node_id, limit };
  const [accepted, refused] = await Promise.all([
    outcome === 'refused' ? [] : deliveries.accepted(of),
    outcome === 'accepted' ? [] : deliveries.refused(of),
  ]);
  return [...accepted, ...refused].sort((one, other) => (one.created_at < other.created_at ? 1 : -1)).slice(0, limit);
}

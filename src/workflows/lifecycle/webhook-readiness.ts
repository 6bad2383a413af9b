import type { WorkflowGraph, WorkflowNode } from '../../engine/workflow.ts';
import { webhookConfigSchema, webhookTrigger } from '../../nodes/triggers/webhook.ts';
import type { WebhookAuthentication } from '../../nodes/triggers/webhook-authentication.ts';
import { isPreset, PRESETS } from '../../security/webhooks/presets.ts';
import { isPublicKeyFor } from '../../security/webhooks/public-key.ts';
import type { Fault } from '../../shared/errors.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoints.repository.ts';
import { webhookNotReady } from '../model/workflows.errors.ts';

type Problem = Pick<Fault, 'code' | 'message'>;

function secretProblem({ type }: WebhookAuthentication, endpoint: WebhookEndpoint | undefined): Problem | null {
  if (!isPreset(type) || PRESETS[type].secretFrom === 'either') return null;
  if (endpoint !== undefined && endpoint.secret_set_at !== null) return null;
  const message =
    'The sender brings the secret, and the endpoint has only a random one: set it first (PUT …/webhooks/{webhook_id}/secret).';
  return { code: 'webhooks.secret_missing', message };
}

async function keyProblem(authentication: WebhookAuthentication): Promise<Problem | null> {
  if (authentication.type !== 'jwt' || authentication.key.from !== 'public_key') return null;
  const { algorithm, public_key } = authentication.key;
  if (await isPublicKeyFor(algorithm, public_key)) return null;
  return { code: 'webhooks.bad_public_key', message: `The public key is none in PEM (SPKI) for ${algorithm}.` };
}

async function faultOf(node: WorkflowNode, index: number, endpoint: WebhookEndpoint | undefined): Promise<Fault[]> {
  if (node.type !== webhookTrigger.type || node.disabled === true) return [];
  const { authentication } = webhookConfigSchema.parse(node.config);
  const problem = secretProblem(authentication, endpoint) ?? (await keyProblem(authentication));
  return problem === null ? [] : [{ ...problem, node_id: node.id, path: ['nodes', index, 'config', 'authentication'] }];
}

/**
 * Checks that each webhook of a valid graph could admit its callers: one that never could must not look active. Throws
 * `workflows.webhook_not_ready` 422, whose faults name the nodes.
 */
export async function assertWebhooksReady(
  graph: WorkflowGraph,
  endpointsOf: () => Promise<readonly WebhookEndpoint[]>,
): Promise<void> {
  if (!graph.nodes.some(({ type }) => type === webhookTrigger.type)) return;
  const byNode = new Map((await endpointsOf()).map((endpoint) => [endpoint.node_id, endpoint]));
  const faults = await Promise.all(graph.nodes.map((node, index) => faultOf(node, index, byNode.get(node.id))));
  if (faults.flat().length > 0) throw webhookNotReady(faults.flat());
}

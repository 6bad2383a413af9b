import type { WorkflowNode } from '../engine/workflow.ts';
import { webhookConfigSchema, webhookTrigger } from '../nodes/triggers/webhook.ts';

/** How an endpoint is reached: one method, or `ANY` of those that the node's config names. */
export type EndpointAddress = { readonly path: string; readonly method: string };

export function isWebhookNode(node: WorkflowNode): boolean {
  return node.type === webhookTrigger.type;
}

/** The address that a webhook node of a valid graph asks for. */
export function endpointAddress(node: WorkflowNode): EndpointAddress {
  const { methods, path } = webhookConfigSchema.parse(node.config);
  const [method = 'ANY', ...more] = methods;
  return { path: path.replace(/^\//, ''), method: more.length === 0 ? method : 'ANY' };
}

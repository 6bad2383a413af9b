import type { WorkflowNode } from '../engine/workflow.ts';
import { webhookConfigSchema, webhookTrigger } from '../nodes/triggers/webhook.ts';

/** How an endpoint is reached: one method, or `ANY` of those that the node's config names. */
export type EndpointAddress = { readonly path: string; readonly method: string };

export function isWebhookNode(node: WorkflowNode): boolean {
  return node.type === webhookTrigger.type;
}

/** The address that a webhook node asks for. A config that is no longer valid answers to nothing, so its address doesn't matter. */
export function endpointAddress(node: WorkflowNode): EndpointAddress {
  const { methods = [], path = '' } = webhookConfigSchema.safeParse(node.config).data ?? {};
  const [method = 'ANY', ...more] = methods;
  return { path: path.replace(/^\//, ''), method: more.length === 0 ? method : 'ANY' };
}

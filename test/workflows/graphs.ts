import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';

export function node(
  id: string,
  type: string,
  config: JsonObject = {},
  more: Partial<WorkflowNode> = {},
): WorkflowNode {
  return { id, type, name: id, config, ...more };
}

export const manual = node('start', 'trigger.manual');
export const noop = node('noop', 'logic.noop');

export function http(url: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node('http', 'action.http', { method: 'GET', url }, more);
}

export function webhook(id: string, config: JsonObject = {}, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'trigger.webhook', config, more);
}

/** start → http */
export function httpGraph(url: string, more: Partial<WorkflowNode> = {}) {
  return { nodes: [manual, http(url, more)], connections: [{ source: 'start', target: 'http' }] };
}

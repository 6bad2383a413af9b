import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import { type EndpointAddress, endpointAddress, isWebhookNode } from './webhook-nodes.ts';

/** An endpoint as far as the graph decides it. */
export type EndpointShape = EndpointAddress & { readonly node_id: string; readonly is_active: boolean };

/** An endpoint that is there already. */
type ExistingEndpoint = EndpointShape & { readonly id: string };

/** What has to happen to the endpoints of a workflow so that they fit its graphs. */
export type EndpointChanges = {
  readonly create: readonly EndpointShape[];
  readonly update: readonly ExistingEndpoint[];
  readonly remove: readonly string[];
};

export type EndpointSituation = {
  readonly existing: readonly ExistingEndpoint[];
  readonly draft: WorkflowGraph;
  /** The graph that triggers run, if one was ever published. */
  readonly published: WorkflowGraph | null;
  /** Whether the workflow's triggers are on. */
  readonly active: boolean;
};

function webhookNodes(graph: WorkflowGraph | null): Map<string, WorkflowNode> {
  return new Map(graph?.nodes.filter(isWebhookNode).map((node) => [node.id, node]));
}

/** While triggers are on, what is published decides; otherwise the draft shows what will be. */
function wantedEndpoints({ draft, published, active }: EndpointSituation): EndpointShape[] {
  const drafted = webhookNodes(draft);
  const running = webhookNodes(published);
  const [first, second] = active ? [running, drafted] : [drafted, running];
  return [...new Map([...second, ...first]).values()].map((node) => ({
    node_id: node.id,
    ...endpointAddress(node),
    is_active: active && running.has(node.id) && node.disabled !== true,
  }));
}

function differs(a: EndpointShape, b: EndpointShape): boolean {
  return a.path !== b.path || a.method !== b.method || a.is_active !== b.is_active;
}

/** Compares the endpoints that are there with those that the draft and the published graph ask for. An endpoint lives as long as either has its node. */
export function planEndpointChanges(situation: EndpointSituation): EndpointChanges {
  const wanted = wantedEndpoints(situation);
  const byNode = new Map(situation.existing.map((endpoint) => [endpoint.node_id, endpoint]));
  const wantedNodes = new Set(wanted.map((endpoint) => endpoint.node_id));
  return {
    create: wanted.filter((endpoint) => !byNode.has(endpoint.node_id)),
    update: wanted.flatMap((endpoint) => {
      const existing = byNode.get(endpoint.node_id);
      return existing !== undefined && differs(existing, endpoint) ? [{ ...endpoint, id: existing.id }] : [];
    }),
    remove: situation.existing.filter(({ node_id }) => !wantedNodes.has(node_id)).map(({ id }) => id),
  };
}

import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import { formTrigger } from '../nodes/triggers/form.ts';
import { webhookConfigSchema, webhookTrigger } from '../nodes/triggers/webhook.ts';
import { FORM_METHOD } from './form-method.ts';

/**
 * How an endpoint is called. `method`: one, or `ANY` if its node takes several, and the receiver then checks the node's own
 * list; `FORM` for the pages of a form.
 */
type EndpointAddress = { readonly path: string; readonly method: string };

/** The columns of an endpoint that follow from the graph. */
export type EndpointShape = EndpointAddress & { readonly node_id: string; readonly is_active: boolean };

/** An endpoint that is there already. */
type ExistingEndpoint = EndpointShape & { readonly id: string };

/** The changes that make the endpoints of a workflow fit its graphs. */
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

/** A config that is no longer valid is never called, so its address doesn't matter. */
function addressOf(node: WorkflowNode): EndpointAddress {
  if (node.type === formTrigger.type) return { path: '', method: FORM_METHOD };
  const { methods = [], path = '' } = webhookConfigSchema.safeParse(node.config).data ?? {};
  const [method = 'ANY', ...more] = methods;
  return { path: path.replace(/^\//, ''), method: more.length === 0 ? method : 'ANY' };
}

/** The types of node that have an address of their own. */
const ADDRESSED: ReadonlySet<string> = new Set([webhookTrigger.type, formTrigger.type]);

function addressedNodes(graph: WorkflowGraph | null): Map<string, WorkflowNode> {
  return new Map(graph?.nodes.filter(({ type }) => ADDRESSED.has(type)).map((node) => [node.id, node]));
}

/** If both graphs have a node, the published one counts while triggers are on, and the draft otherwise. */
function wantedEndpoints({ draft, published, active }: EndpointSituation): EndpointShape[] {
  const drafted = addressedNodes(draft);
  const running = addressedNodes(published);
  const [first, second] = active ? [running, drafted] : [drafted, running];
  return [...new Map([...second, ...first]).values()].map((node) => ({
    node_id: node.id,
    ...addressOf(node),
    is_active: active && running.has(node.id) && node.disabled !== true,
  }));
}

function differs(a: EndpointShape, b: EndpointShape): boolean {
  return a.path !== b.path || a.method !== b.method || a.is_active !== b.is_active;
}

/**
 * Compares the stored endpoints with the webhook and form nodes of both graphs. An endpoint stays as long as one of them has its
 * node.
 */
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

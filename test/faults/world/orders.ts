import type { Graph } from '../../../scripts/demo/client.ts';
import { chain, node } from '../../../scripts/demo/graph.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';

const DELIVERY = "{{ $('hook').item.json.body.delivery }}";

/** A node that calls the effect server. */
function effect(url: string, id: string, delivery: 'often' | 'once'): WorkflowNode {
  const config = { method: 'POST', url: `${url}/${delivery}/${id}`, body: { delivery: DELIVERY } };
  const once = { delivery: 'at-most-once', on_error: 'continue' } as const;
  return { ...node(id, 'action.http', config), ...(delivery === 'once' ? { settings: once } : {}) };
}

/** hook → prepare → reserve → pay → ship: three effects, of which the one in the middle must not happen twice. */
export function orders(url: string, respond: 'immediately' | 'last_node', settings: JsonObject = {}): Graph {
  return {
    name: 'Orders under fire',
    settings,
    nodes: [
      node('hook', 'trigger.webhook', { respond }),
      node('prepare', 'action.set', { mode: 'json', json: { delivery: '{{ $json.body.delivery }}' } }),
      effect(url, 'reserve', 'often'),
      effect(url, 'pay', 'once'),
      effect(url, 'ship', 'often'),
    ],
    connections: chain('hook → prepare → reserve → pay → ship'),
  };
}

/** The nodes of which each completed order has had effects, and whether they must not happen twice. */
export const ORDER_EFFECTS = { often: ['reserve', 'ship'], once: ['pay'] } as const;

/** hook → reserve → pay → rest → charge → ship: a wait for a call, and two effects that must not happen twice. */
export function restingOrders(url: string): Graph {
  return {
    name: 'Orders that rest',
    nodes: [
      node('hook', 'trigger.webhook'),
      effect(url, 'reserve', 'often'),
      effect(url, 'pay', 'once'),
      node('rest', 'logic.wait', { resume: 'webhook' }),
      effect(url, 'charge', 'once'),
      effect(url, 'ship', 'often'),
    ],
    connections: chain('hook → reserve → pay → rest → charge → ship'),
  };
}

export const RESTING_EFFECTS = { often: ['reserve', 'ship'], once: ['pay', 'charge'] } as const;

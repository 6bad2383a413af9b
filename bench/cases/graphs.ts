import type { Graph } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';

/** What every webhook of the benches receives. */
export const ORDER: JsonObject = {
  id: 4711,
  customer: { name: 'ada lovelace', email: 'ada@example.com' },
  items: [
    { sku: 'tea', price: 4.5, quantity: 12 },
    { sku: 'cup', price: 9.9, quantity: 8 },
    { sku: 'pot', price: 39, quantity: 1 },
  ],
};

const HOOK = node('hook', 'trigger.webhook', { respond: 'respond_node' });
const ANSWER = node('answer', 'action.respond', { respond_with: 'first_item' });

function set(id: string, json: { readonly [field: string]: JsonValue }): WorkflowNode {
  return node(id, 'action.set', { mode: 'json', json });
}

/** hook → set → answer */
export const SHORT: Graph = {
  name: 'Bench (a)',
  nodes: [HOOK, set('set', { id: '{{ $json.body.id }}', name: '{{ $json.body.customer.name }}' }), ANSWER],
  connections: chain('hook → set → answer'),
};

const TOTAL = '{{ $json.items.map((item) => item.price * item.quantity).reduce((sum, price) => sum + price, 0) }}';

const SIX_NODES = [
  set('order', {
    id: '{{ $json.body.id }}',
    items: '{{ $json.body.items }}',
    email: '{{ $json.body.customer.email }}',
  }),
  set('total', { id: '{{ $json.id }}', total: TOTAL }),
  node('large', 'logic.if', {
    conditions: {
      conditions: [
        { left_value: '{{ $json.total }}', operator: { type: 'number', operation: 'gt' }, right_value: 100 },
      ],
    },
  }),
  set('discount', { id: '{{ $json.id }}', total: '{{ Math.round($json.total * 90) / 100 }}' }),
  set('name', { total: '{{ $json.total }}', name: "{{ $('hook').item.json.body.customer.name.toUpperCase() }}" }),
  set('summary', { text: "{{ $json.name }} pays {{ $json.total }} for {{ $('order').item.json.items.length }} items" }),
];

/** hook → 6 nodes with expressions and an if → answer */
export const LONG: Graph = {
  name: 'Bench (b)',
  nodes: [HOOK, ...SIX_NODES, ANSWER],
  connections: chain('hook → order → total → large:true → discount → name → summary → answer'),
};

/** The six nodes; the caller does not wait for the execution. */
export const ASYNC: Graph = {
  name: 'Bench (c)',
  nodes: [node('hook', 'trigger.webhook'), ...SIX_NODES],
  connections: chain('hook → order → total → large:true → discount → name → summary'),
};

/** The same with limits that let through all that comes: ten at once, and more in a second than there are. */
export const LIMITED: Graph = {
  ...ASYNC,
  name: 'Bench (h)',
  settings: { flow: { concurrency: { limit: 10 }, rate: { limit: 10_000, window_seconds: 1 } } },
};

/** hook → a wait of so many seconds, which its runner sits out */
export function waiting(seconds: number): Graph {
  return {
    name: `Wait of ${seconds} s`,
    nodes: [
      node('hook', 'trigger.webhook'),
      node('wait', 'logic.wait', { resume: 'after', amount: seconds, unit: 'seconds' }),
    ],
    connections: chain('hook → wait'),
  };
}

/** hook → POST to a server on loopback → answer */
export function calling(url: string): Graph {
  return callingInTurn('Bench (d)', ['call'], { method: 'POST', url, body: { id: '{{ $json.body.id }}' } });
}

/** hook → POST → POST → POST → answer: each effect begins after what the one before it gave is kept. */
export function callingThrice(url: string): Graph {
  const body = { id: "{{ $('hook').item.json.body.id }}" };
  return callingInTurn('Bench (i)', ['order', 'pay', 'ship'], { method: 'POST', url, body });
}

function callingInTurn(name: string, calls: readonly string[], config: JsonObject): Graph {
  return {
    name,
    nodes: [HOOK, ...calls.map((call) => node(call, 'action.http', config)), ANSWER],
    connections: chain(['hook', ...calls, 'answer'].join(' → ')),
  };
}

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `n${index}`);

/** start → n0 → n1 → … */
export function longChain(length: number): Graph {
  return {
    name: `Chain of ${length}`,
    nodes: [node('start', 'trigger.manual'), ...names(length).map((id) => node(id, 'logic.noop'))],
    connections: chain(['start', ...names(length)].join('→')),
  };
}

/** start ─┬→ n0, and more nodes beside it */
export function wideFan(width: number): Graph {
  return {
    name: `Fan-out of ${width}`,
    nodes: [node('start', 'trigger.manual'), ...names(width).map((id) => node(id, 'logic.noop'))],
    connections: names(width).map((target) => ({ source: 'start', target })),
  };
}

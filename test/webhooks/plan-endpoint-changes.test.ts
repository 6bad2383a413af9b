import { describe, expect, it } from 'vitest';
import type { WorkflowGraph } from '../../src/engine/workflow.ts';
import { type EndpointSituation, planEndpointChanges } from '../../src/webhooks/plan-endpoint-changes.ts';
import { manual, webhook } from '../workflows/graphs.ts';

function graph(...nodes: WorkflowGraph['nodes']): WorkflowGraph {
  return { nodes, connections: [], settings: {} };
}

const post = webhook('hook');
const get = webhook('hook', { methods: ['GET'], path: '/orders/:id' });

const off = { id: 'e1', node_id: 'hook', path: '', method: 'POST', is_active: false };
const on = { ...off, is_active: true };

const nothing = { create: [], update: [], remove: [] };
const shape = { node_id: 'hook', path: '', method: 'POST' };

describe('planEndpointChanges', () => {
  it.each<[string, EndpointSituation, object]>([
    [
      'creates an inactive endpoint for a drafted webhook',
      { existing: [], draft: graph(manual, post), published: null, active: false },
      { create: [{ ...shape, is_active: false }] },
    ],
    [
      'takes method and path from the config',
      { existing: [], draft: graph(get), published: null, active: false },
      { create: [{ node_id: 'hook', path: 'orders/:id', method: 'GET', is_active: false }] },
    ],
    [
      'says ANY for several methods',
      { existing: [], draft: graph(webhook('hook', { methods: ['GET', 'POST'] })), published: null, active: false },
      { create: [{ ...shape, method: 'ANY', is_active: false }] },
    ],
    [
      'creates one for each webhook',
      { existing: [off], draft: graph(post, webhook('other')), published: null, active: false },
      { create: [{ ...shape, node_id: 'other', is_active: false }] },
    ],
    [
      'creates one for a form, which is read and sent at one address',
      { existing: [], draft: graph({ ...manual, id: 'form', type: 'trigger.form' }), published: null, active: false },
      { create: [{ node_id: 'form', path: '', method: 'FORM', is_active: false }] },
    ],
    ['leaves what fits alone', { existing: [off], draft: graph(post), published: null, active: false }, {}],
    [
      'turns on what is published',
      { existing: [off], draft: graph(post), published: graph(post), active: true },
      { update: [on] },
    ],
    [
      'turns off when the workflow is turned off, and keeps it',
      { existing: [on], draft: graph(post), published: graph(post), active: false },
      { update: [off] },
    ],
    [
      'does not turn on a webhook that is only drafted',
      { existing: [off], draft: graph(post), published: graph(manual), active: true },
      {},
    ],
    [
      'does not turn on a webhook that is disabled',
      { existing: [off], draft: graph(post), published: graph({ ...post, disabled: true }), active: true },
      {},
    ],
    [
      'keeps the published address while triggers are on, whatever is drafted',
      { existing: [on], draft: graph(get), published: graph(post), active: true },
      {},
    ],
    [
      'shows the drafted address while triggers are off',
      { existing: [off], draft: graph(get), published: graph(post), active: false },
      { update: [{ ...off, path: 'orders/:id', method: 'GET' }] },
    ],
    [
      'keeps an endpoint whose node is published and no longer drafted',
      { existing: [on], draft: graph(manual), published: graph(post), active: true },
      {},
    ],
    [
      'keeps the same endpoint when the node is drafted again',
      { existing: [off], draft: graph(post), published: graph(manual), active: true },
      {},
    ],
    [
      'removes an endpoint whose node is in neither graph',
      {
        existing: [on, { ...on, id: 'e2', node_id: 'gone' }],
        draft: graph(post),
        published: graph(post),
        active: true,
      },
      { remove: ['e2'] },
    ],
    [
      'makes no endpoint for other triggers',
      { existing: [], draft: graph(manual), published: graph(manual), active: true },
      {},
    ],
  ])('%s', (_, situation, expected) => {
    expect(planEndpointChanges(situation)).toEqual({ ...nothing, ...expected });
  });
});

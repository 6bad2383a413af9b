import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../../src/engine/workflow.ts';
import { chain } from '../graph.ts';

/** Where the workflow sends its requests: those of the three rounds (the second is refused), the called one's, the last. */
export type Addresses = { readonly rounds: readonly string[]; readonly called: string; readonly last: string };

type Graph = { readonly nodes: readonly WorkflowNode[]; readonly connections: readonly WorkflowConnection[] };

function node(id: string, type: string, config: JsonObject = {}): WorkflowNode {
  return { id, type, name: id, config };
}

function send(id: string, url: string, body: JsonObject): WorkflowNode {
  return node(id, 'action.http', { method: 'POST', url, body });
}

function make(id: string, json: JsonObject): WorkflowNode {
  return node(id, 'action.set', { mode: 'json', json });
}

/** What the workflow starts with. */
export const INPUT = [1, 2, 3, 4, 5].map((n) => ({ n }));

/** What its wait is called with. */
export const SAID = { said: 'go on' };

/** What it comes to. */
export const OUTPUT = [{ rounds: ['sent', 'http.client_error', 'sent'], said: 'go on' }];

/**
 * A workflow with all that has to outlive its runner: a loop, a branch for errors, a wait for a call, one for a time, and
 * another workflow that it executes.
 *
 * start → loop:loop → pack → post → note → loop
 *                     post:error → rescue → loop
 *         loop:done → wait → pause → sum → call → last → end
 */
export function longWay(to: Addresses, { called, pauseSeconds }: { called: string; pauseSeconds: number }): Graph {
  return {
    nodes: [
      node('start', 'trigger.manual'),
      node('loop', 'logic.loop', { batch_size: 2 }),
      node('pack', 'action.aggregate', { mode: 'all' }),
      {
        ...send('post', `{{ ${JSON.stringify(to.rounds)}[$runIndex] }}`, { items: '{{ $json.data }}' }),
        settings: { on_error: 'error_output' },
      },
      make('note', { round: 'sent' }),
      make('rescue', { round: '{{ $json.error.code }}' }),
      node('wait', 'logic.wait', { resume: 'webhook' }),
      node('pause', 'logic.wait', { resume: 'after', amount: pauseSeconds, unit: 'seconds' }),
      make('sum', { rounds: "{{ $('loop').all().map((item) => item.json.round) }}", said: '{{ $json.body.said }}' }),
      node('call', 'action.execute_workflow', { workflow_id: called }),
      send('last', to.last, { rounds: '{{ $json.rounds }}' }),
      make('end', { rounds: "{{ $('call').item.json.rounds }}", said: "{{ $('sum').item.json.said }}" }),
    ],
    connections: [
      ...chain('start → loop:loop → pack → post → note → loop'),
      ...chain('post:error → rescue → loop'),
      ...chain('loop:done → wait → pause → sum → call → last → end'),
    ],
  };
}

/**
 * The workflow that it executes:
 *
 * called → send → made
 */
export function calledWay({ called }: Addresses): Graph {
  return {
    nodes: [
      node('called', 'trigger.workflow'),
      send('send', called, { rounds: '{{ $json.rounds }}' }),
      make('made', { rounds: "{{ $('called').item.json.rounds }}" }),
    ],
    connections: chain('called → send → made'),
  };
}

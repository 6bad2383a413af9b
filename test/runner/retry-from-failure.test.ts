import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { earlierOf } from './support/earlier.ts';
import {
  type Drawn,
  type Ended,
  EXECUTION,
  http,
  jsonAnswer,
  node,
  type Play,
  playToEnd,
  record,
  statuses,
} from './support/play.ts';

const trigger = node('start', 'trigger.manual');
const FROM_FAILURE = { from: 'failed_node', reuse_execution_id: EXECUTION };

function set(id: string, json: { [name: string]: JsonValue }, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'action.set', { ...more, config: { mode: 'json', json, include: 'all' } });
}

/** A world in which some hosts answer, and others are broken; it counts who was called. */
function world(broken: readonly string[] = []) {
  const calls: string[] = [];
  const respond: NonNullable<Play['respond']> = ({ url }) => {
    const host = new URL(url).hostname.replace('.test', '');
    calls.push(host);
    return broken.includes(host) ? jsonAnswer({}, 500) : jsonAnswer({ from: host, call: calls.length });
  };
  return { calls, respond };
}

function sources({ nodes }: Ended): readonly string[] {
  return nodes.map(({ nodeId, runIndex, source }) => `${nodeId}${runIndex} ${source}`);
}

type FailAndRetry = { readonly broken: string; readonly changed?: Drawn; readonly input?: JsonValue };

/** Runs a graph on which a host is broken; then goes on from there, on the same graph or another one, with all hosts well. */
async function failAndRetry(graph: Drawn, { broken, changed = graph, input = {} }: FailAndRetry) {
  const failed = await playToEnd(graph, { respond: world([broken]).respond, input });
  const { calls, respond } = world();
  const version = changed === graph ? 1 : 0;
  const earlier = earlierOf(failed, { version, graph });
  const again = await playToEnd(changed, { respond, earlier, runOptions: FROM_FAILURE, input });
  return { failed, again, calls };
}

describe('retrying an execution from the node that failed', () => {
  // start → send → fetch → end, where fetch fails
  const line: Drawn = {
    nodes: [
      trigger,
      http('send', 'POST'),
      http('fetch', 'GET'),
      set('end', { sent: "{{ $('send').item.json.from }}" }),
    ],
    connections: chain('start → send → fetch → end'),
  };

  it('performs the failed node and those behind it, but no completed effect', async () => {
    const { failed, again, calls } = await failAndRetry(line, { broken: 'fetch' });
    expect([failed.ending.errorNodeId, calls]).toEqual(['fetch', ['fetch']]);
    expect(again.ending).toMatchObject({ status: 'completed', outputData: [{ from: 'fetch', call: 1, sent: 'send' }] });
    expect(sources(again)).toEqual(['start0 reused', 'send0 reused', 'fetch0 performed', 'end0 performed']);
  });

  it('records a duration of 0 for reused runs', async () => {
    const { again } = await failAndRetry(line, { broken: 'fetch' });
    expect(record(again, 'send')).toMatchObject({
      status: 'completed',
      durationMs: 0,
      source: 'reused',
      retryCount: 0,
    });
  });

  it('performs the unfinished nodes of other branches, and joins them with the reused ones', async () => {
    // start → done → join, start → bad → join
    const graph: Drawn = {
      nodes: [trigger, http('done', 'POST'), http('bad', 'POST'), node('join', 'logic.noop')],
      connections: [...chain('start → done → join'), ...chain('start → bad → join')],
    };
    const failed = await playToEnd(graph, {
      respond: async ({ url }) => (url.includes('done') ? jsonAnswer({ from: 'done' }) : slowFailure()),
    });
    const { calls, respond } = world();
    const earlier = earlierOf(failed, { version: 1, graph });
    const again = await playToEnd(graph, { respond, earlier, runOptions: FROM_FAILURE });
    expect([calls, again.ending.outputData]).toEqual([['bad'], [{ from: 'done' }, { from: 'bad', call: 1 }]]);
  });

  it('goes on in the round of the loop in which a node failed', async () => {
    // start → loop ⇄ send, loop:done → end; the third call fails
    const graph: Drawn = {
      nodes: [
        trigger,
        node('loop', 'logic.loop'),
        http('send', 'POST', { config: { url: 'https://host{{ $json.n }}.test' } }),
        node('end', 'logic.noop'),
      ],
      connections: [...chain('start → loop:loop → send → loop'), ...chain('loop:done → end')],
    };
    const input = [0, 1, 2, 3].map((n) => ({ n }));
    const { again, calls } = await failAndRetry(graph, { broken: 'host2', input });
    expect(calls).toEqual(['host2', 'host3']);
    expect(again.ending.outputData).toEqual(
      ['host0', 'host1', 'host2', 'host3'].map((from) => expect.objectContaining({ from })),
    );
    expect(sources(again).filter((line) => line.startsWith('send'))).toEqual([
      'send0 reused',
      'send1 reused',
      'send2 performed',
      'send3 performed',
    ]);
  });

  it('sends the items of a reused failure out of its error handle again', async () => {
    // start → odd, odd:error → note → bad
    const odd = http('odd', 'POST', { settings: { on_error: 'error_output' } });
    const graph: Drawn = {
      nodes: [trigger, odd, set('note', {}), http('bad', 'POST')],
      connections: chain('start → odd:error → note → bad'),
    };
    const first = await playToEnd(graph, { respond: world(['odd', 'bad']).respond });
    const { calls, respond } = world();
    const earlier = earlierOf(first, { version: 1, graph });
    const again = await playToEnd(graph, { respond, earlier, runOptions: FROM_FAILURE });
    expect([calls, again.ending.status]).toEqual([['bad'], 'completed']);
    expect(record(again, 'odd')).toMatchObject({
      status: 'failed',
      source: 'reused',
      errorCode: record(first, 'odd').errorCode,
      outputData: record(first, 'odd').outputData,
    });
  });

  it('skips the skipped nodes again', async () => {
    const graph: Drawn = {
      nodes: [
        trigger,
        http('odd', 'POST', { settings: { on_error: 'error_output' } }),
        set('note', {}),
        http('bad', 'GET'),
      ],
      connections: [...chain('start → odd:error → note'), ...chain('odd → bad')],
    };
    const { again } = await failAndRetry(graph, { broken: 'bad' });
    expect(statuses(again)).toEqual({ start: 'completed', odd: 'completed', note: 'skipped', bad: 'completed' });
  });

  it('fails with its own code when the execution to reuse is gone', async () => {
    const again = await playToEnd(line, { ...world(), runOptions: FROM_FAILURE });
    expect(again.ending).toMatchObject({ status: 'failed', errorCode: 'execution.reuse_missing', errorNodeId: null });
    expect(again.nodes).toEqual([]);
  });

  it('fails the same way when its history was cut', async () => {
    const failed = await playToEnd(line, { respond: world(['fetch']).respond });
    const cut = { truncated: true, bytes: 1 } as const;
    const nodes = failed.nodes.map((one) => (one.nodeId === 'send' ? { ...one, outputData: cut } : one));
    const { calls, respond } = world();
    const earlier = earlierOf({ ...failed, nodes }, { version: 1, graph: line });
    const again = await playToEnd(line, { respond, earlier, runOptions: FROM_FAILURE });
    expect([again.ending.errorCode, calls]).toEqual(['execution.reuse_missing', []]);
  });
});

describe('retrying from the node that failed on another version', () => {
  const nodes = [trigger, http('one', 'POST'), http('two', 'POST'), http('bad', 'POST')];
  // start → one → bad, start → two → bad
  const graph: Drawn = { nodes, connections: [...chain('start → one → bad'), ...chain('start → two → bad')] };

  async function calledAfter(changed: Drawn): Promise<readonly string[]> {
    const { calls, again } = await failAndRetry(graph, { broken: 'bad', changed });
    expect(again.ending.status).toBe('completed');
    return calls;
  }

  function withNode(id: string, changes: Partial<WorkflowNode>): Drawn {
    return { ...graph, nodes: nodes.map((one) => (one.id === id ? { ...one, ...changes } : one)) };
  }

  it('performs only the failed node when nothing else was changed', async () => {
    expect(await calledAfter(withNode('bad', { config: { method: 'POST', url: 'https://better.test' } }))).toEqual([
      'better',
      'better',
    ]);
  });

  it.each<[string, Partial<WorkflowNode>]>([
    ['its config', { config: { method: 'POST', url: 'https://one.test', timeout_ms: 5000 } }],
    ['its settings', { settings: { on_error: 'continue' } }],
  ])('performs a node again, and what follows, when it changed: %s', async (_, changes) => {
    expect(await calledAfter(withNode('one', changes))).toEqual(['one', 'bad', 'bad']);
  });

  it.each<[string, Partial<WorkflowNode>]>([
    ['its place', { position: { x: 1, y: 2 } }],
    ['its notes', { notes: 'why' }],
  ])('takes a node for the same whatever became of %s', async (_, changes) => {
    expect(await calledAfter(withNode('one', changes))).toEqual(['bad', 'bad']);
  });

  it('performs a node again when its input has changed', async () => {
    const between = { ...graph, nodes: [...nodes, node('between', 'logic.noop')] };
    const connections = [...chain('start → between → one → bad'), ...chain('start → two → bad')];
    expect(await calledAfter({ ...between, connections })).toEqual(['one', 'bad', 'bad']);
  });

  it('performs new nodes', async () => {
    const more = {
      nodes: [...nodes, http('new', 'POST')],
      connections: [...graph.connections, ...chain('start → new')],
    };
    expect((await calledAfter(more)).toSorted()).toEqual(['bad', 'bad', 'new']);
  });
});

async function slowFailure() {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return jsonAnswer({}, 500);
}

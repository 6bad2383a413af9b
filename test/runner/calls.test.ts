import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { CallEnd, WorkflowCalls } from '../../src/nodes/node-run.ts';
import type { CallService } from '../../src/runner/calls/workflow-calls.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject, type FakeObject } from './support/fake-remote.ts';
import { node, type Play, play, playToEnd, record, statuses } from './support/play.ts';

const WORKFLOW = '019a0000-0000-7000-8000-000000000001';
const items = [{ n: 1 }, { n: 2 }];

/** The result of the called execution: each item doubled, in reverse order. */
const COMPLETED: CallEnd = {
  executionId: 'called',
  workflowId: WORKFLOW,
  status: 'completed',
  items: [
    { json: { twice: 4 }, from: 1 },
    { json: { twice: 2 }, from: 0 },
  ],
};
const FAILED: CallEnd = {
  executionId: 'called',
  workflowId: WORKFLOW,
  status: 'failed',
  code: 'workflow.stopped',
  message: 'no',
};

/** start → call → end, where end reads the item of start, and an error goes to caught */
function calling(settings = {}) {
  const call = node('call', 'action.execute_workflow', { config: { workflow_id: WORKFLOW }, settings });
  const config: JsonObject = { mode: 'json', json: { twice: '{{ $json.twice }}', n: "{{ $('start').item.json.n }}" } };
  return {
    nodes: [node('start', 'trigger.manual'), call, node('end', 'action.set', { config }), node('caught', 'logic.noop')],
    connections: [...chain('start → call → end'), ...(settings === ERROR ? chain('call:error → caught') : [])],
  };
}

const ERROR = { on_error: 'error_output' } as const;

function service(end: CallEnd) {
  const requests: WorkflowCalls[] = [];
  const attempts: number[] = [];
  const calls: CallService = {
    async start({ attempt }, request) {
      requests.push(request);
      attempts.push(attempt);
      return { ids: ['called'], ended: false };
    },
    ends: async () => [end],
  };
  return { calls, requests, attempts };
}

/** Runs the graph until it waits. */
async function untilItWaits(graph: ReturnType<typeof calling>, object: FakeObject, callService: CallService) {
  return play(graph, { remote: object.remote(1), input: items, callService });
}

/** Lets the next runner go on, after the called execution has ended. */
function goOn(object: FakeObject, callService: CallService): Play {
  const entries = object.takeOver(2);
  const resumed = { type: 'node_resumed', node: 1, run: 0, attempt: 1 } as const;
  return {
    remote: object.remote(2),
    replay: [...entries, { at: Date.now(), event: resumed }],
    epoch: 2,
    input: items,
    callService,
  };
}

describe('an execution that calls another', () => {
  it('is suspended until that has ended, and goes on with its result', async () => {
    const object = createFakeObject();
    const { calls, requests } = service(COMPLETED);
    expect(await untilItWaits(calling(), object, calls)).toEqual({ type: 'suspended', until: null });
    const { ending } = await playToEnd(calling(), goOn(object, calls));
    expect([ending.outputData, requests.length]).toEqual([
      [
        { twice: 4, n: 2 },
        { twice: 2, n: 1 },
      ],
      1,
    ]);
  });

  it('starts nothing twice when its runner was lost, and is suspended again', async () => {
    const object = createFakeObject();
    const { calls, attempts } = service(COMPLETED);
    const lost: CallService = { ...calls, start: () => new Promise(() => undefined) };
    const stop = new AbortController();
    const first = play(calling(), { remote: object.remote(1), input: items, callService: lost, stop: stop.signal });
    stop.abort('lost');
    expect(await first).toEqual({ type: 'lost' });
    const again = await play(calling(), {
      remote: object.remote(2),
      replay: object.takeOver(2),
      epoch: 2,
      input: items,
      callService: calls,
    });
    expect([again, attempts]).toEqual([{ type: 'suspended', until: null }, [1]]);
  });

  it('goes on at once if that has ended while it had no runner', async () => {
    const object = createFakeObject();
    const { calls } = service(COMPLETED);
    const ended: CallService = { ...calls, start: async () => ({ ids: ['called'], ended: true }) };
    const { ending } = await playToEnd(calling(), {
      remote: object.remote(2),
      epoch: 2,
      input: items,
      callService: ended,
    });
    expect(ending.outputData).toEqual([
      { twice: 4, n: 2 },
      { twice: 2, n: 1 },
    ]);
  });

  it('fails when that fails', async () => {
    const object = createFakeObject();
    const { calls } = service(FAILED);
    await untilItWaits(calling(), object, calls);
    const ended = await playToEnd(calling(), goOn(object, calls));
    expect([ended.ending.errorCode, ended.ending.errorNodeId]).toEqual(['workflow.failed', 'call']);
  });

  it('sends its items out of the error handle when that fails', async () => {
    const object = createFakeObject();
    const { calls } = service(FAILED);
    await untilItWaits(calling(ERROR), object, calls);
    const ended = await playToEnd(calling(ERROR), goOn(object, calls));
    expect(statuses(ended)).toEqual({ start: 'completed', call: 'failed', end: 'skipped', caught: 'completed' });
    expect(JSON.stringify(record(ended, 'caught').outputData)).toContain('workflow.stopped');
  });

  it('starts new executions when the failed attempt is repeated', async () => {
    const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 0, max_delay_ms: 0, jitter: 0 } as const;
    const object = createFakeObject();
    const { calls, attempts } = service(FAILED);
    await untilItWaits(calling({ retry }), object, calls);
    expect(await play(calling({ retry }), goOn(object, calls))).toEqual({ type: 'suspended', until: null });
    expect(attempts).toEqual([1, 2]);
  });
});

describe('the result of a called execution', () => {
  const called: Play = { input: [{ n: 1 }, { n: 2 }, { n: 3 }], depth: 1, triggerData: { awaited: true } };

  async function resultOf(nodes: ReturnType<typeof node>[], options: Play = called) {
    const all = [node('start', 'trigger.workflow'), ...nodes];
    const graph = { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')) };
    return (await playToEnd(graph, options)).callResult;
  }

  const filter = node('filter', 'action.limit', { config: { max_items: 1, keep: 'last' } });
  const sum = node('sum', 'action.aggregate', { config: { mode: 'all' } });
  const lose = node('lose', 'action.code', { config: { code: 'return [{}, {}]' } });
  const noop = node('noop', 'logic.noop');

  it('is linked with the items of the call, across several nodes', async () => {
    expect((await resultOf([filter, noop]))?.items).toEqual([{ json: { n: 3 }, from: 2 }]);
  });

  it('links an item with all items that it was made of', async () => {
    expect((await resultOf([sum, noop]))?.items?.map(({ from }) => from)).toEqual([[0, 1, 2]]);
  });

  it('has no link where it was lost on the way', async () => {
    const returned = { type: 'returned', items: [{ json: {} }, { json: {} }], logs: [] } as const;
    const items = (await resultOf([lose, noop], { ...called, runCode: async () => returned }))?.items;
    expect(items).toEqual([{ json: {} }, { json: {} }]);
  });

  it('is the input of the call if there is only the trigger', async () => {
    expect((await resultOf([]))?.items?.map(({ from }) => from)).toEqual([0, 1, 2]);
  });

  it('carries files', async () => {
    const binary = { page: { data: 'AA==', mime_type: 'image/png' } };
    const triggerData = { awaited: true, files: { 0: binary } };
    const items = (await resultOf([noop], { ...called, input: [{ n: 1 }], triggerData }))?.items;
    expect(items).toEqual([{ json: { n: 1 }, binary, from: 0 }]);
  });

  it('is left out if it is too long, and only its length is kept', async () => {
    const big = node('big', 'action.set', { config: { mode: 'json', json: { text: "{{ 'x'.repeat(6000000) }}" } } });
    expect(await resultOf([big])).toEqual({ items: null, length: expect.any(Number) });
  });

  it.each([
    ['nobody waits for it', { ...called, triggerData: { awaited: false } }],
    ['it was started by hand', { ...called, depth: 0 }],
  ])('is not made where %s', async (_why, options) => {
    expect(await resultOf([noop], options)).toBeUndefined();
  });
});

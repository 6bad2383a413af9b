import { describe, expect, it, vi } from 'vitest';
import type { NodeCatalog } from '../../src/engine/catalog.ts';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { createCatalog } from '../../src/nodes/registry.ts';
import type { JournalEntry } from '../../src/runner/journal/journal.ts';
import type { IncomingResponse, OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { PATIENCE } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { EXECUTION, http, node, play, playToEnd, type Respond, record, statuses } from './support/play.ts';

const retry: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 5, max_delay_ms: 5, jitter: 0 };
const nodes = [node('start', 'trigger.manual'), http('pay', 'POST'), http('ship', 'POST'), node('end', 'logic.noop')];

/** start → pay → ship → end, where pay and ship are effects */
const TWO_EFFECTS = { nodes, connections: chain('start → pay → ship → end') };

/** The object and the world of one execution, and in which order they saw what. */
function world(answer: (request: OutgoingRequest) => Partial<IncomingResponse> = () => ({})) {
  const log: string[] = [];
  const name = ({ event }: JournalEntry): string =>
    'node' in event ? `${event.type} ${nodes[event.node]?.id}` : event.type;
  const object = createFakeObject((entries) => void log.push(`journal: ${entries.map(name).join(', ')}`));
  const respond = (request: OutgoingRequest) => {
    log.push(`request: ${new URL(request.url).hostname} ${request.headers['idempotency-key']}`);
    return answer(request);
  };
  return { log, object, respond, requests: () => log.filter((line) => line.startsWith('request')) };
}

function untilJournaled(log: readonly string[], entry: string): Promise<void> {
  return vi.waitFor(() => expect(log).toContain(`journal: ${entry}`), PATIENCE);
}

/** The same node types, where each effect is one that must not happen twice. */
const atMostOnce: NodeCatalog = {
  ...createCatalog(),
  traits(one) {
    const traits = createCatalog().traits(one);
    return traits === undefined ? undefined : { ...traits, delivery: 'at-most-once' };
  },
};

/** Runs until the first effect, which never ends, has begun: there the runner is lost. */
async function loseRunner(lost: ReturnType<typeof world>, catalog: NodeCatalog): Promise<void> {
  const stop = new AbortController();
  const respond = (request: OutgoingRequest): Promise<never> => {
    void lost.respond(request);
    stop.abort('lost');
    return new Promise(() => undefined);
  };
  const result = await play(TWO_EFFECTS, { remote: lost.object.remote(1), stop: stop.signal, respond, catalog });
  expect(result).toEqual({ type: 'lost' });
}

describe('an effect', () => {
  it('begins after its intent is journaled; its result is journaled before anything follows', async () => {
    const { log, object, respond } = world();
    await playToEnd(TWO_EFFECTS, { remote: object.remote(1), respond });
    expect(log).toEqual([
      'journal: started, node_completed start, node_started pay',
      `request: pay.test ${EXECUTION}:pay:0:0`,
      'journal: node_completed pay, node_started ship',
      `request: ship.test ${EXECUTION}:ship:0:0`,
    ]);
  });

  it('has its result journaled at once, before a slow node behind it ends', async () => {
    const { log, object, respond } = world();
    const slow: Respond = async (request) =>
      request.method === 'GET' ? untilJournaled(log, 'node_completed pay').then(() => ({})) : respond(request);
    const graph = { nodes: nodes.with(2, http('ask', 'GET')), connections: chain('start → pay → ask → end') };
    await playToEnd(graph, { remote: object.remote(1), respond: slow });
    expect(log.at(-1)).toBe('journal: node_completed pay');
  });

  it('never begins when the object has a newer runner', async () => {
    const { object, respond, requests } = world();
    object.takeOver(2);
    expect(await play(TWO_EFFECTS, { remote: object.remote(1), respond })).toEqual({ type: 'lost' });
    expect(requests()).toEqual([]);
  });

  it('never begins when its intent could not be journaled', async () => {
    const { respond, requests } = world();
    const remote = { append: () => Promise.reject(new Error('the object is away')), isPromoted: () => true };
    await expect(play(TWO_EFFECTS, { remote, respond })).rejects.toThrow('the object is away');
    expect(requests()).toEqual([]);
  });

  it('is repeated with the key of its first attempt', async () => {
    let calls = 0;
    const { object, respond, requests } = world(() => ({ status: calls++ === 0 ? 503 : 200 }));
    const graph = {
      nodes: [nodes[0] ?? node('start', ''), http('pay', 'POST', { settings: { retry } })],
      connections: chain('start → pay'),
    };
    const { ending } = await playToEnd(graph, { remote: object.remote(1), respond });
    expect([ending.status, requests()]).toEqual(['completed', Array(2).fill(`request: pay.test ${EXECUTION}:pay:0:0`)]);
  });
});

describe('a cancelled execution', () => {
  it('begins no second effect, and keeps the result of the first one', async () => {
    const { object, respond, requests } = world(() => {
      object.cancel();
      return {};
    });
    const ended = await playToEnd(TWO_EFFECTS, { remote: object.remote(1), respond });
    expect([ended.ending.status, requests().length]).toEqual(['cancelled', 1]);
    expect(statuses(ended)).toEqual({ start: 'completed', pay: 'completed', ship: 'cancelled' });
  });

  it('aborts the running effect', async () => {
    const stop = new AbortController();
    let aborted = false;
    const { object } = world();
    const ended = await playToEnd(TWO_EFFECTS, {
      remote: object.remote(1),
      stop: stop.signal,
      respond: (_, signal) => {
        stop.abort('cancelled');
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(signal.reason);
          });
        });
      },
    });
    expect([ended.ending.status, statuses(ended).pay, aborted]).toEqual(['cancelled', 'cancelled', true]);
  });

  it('performs nothing if it was cancelled before it began', async () => {
    const { object, respond, requests } = world();
    const ended = await playToEnd(TWO_EFFECTS, {
      remote: object.remote(1),
      respond,
      stop: AbortSignal.abort('cancelled'),
    });
    expect([ended.ending.status, requests()]).toEqual(['cancelled', []]);
  });
});

describe('an effect whose runner was lost', () => {
  it('is repeated by the next runner with the same key', async () => {
    const first = world();
    await loseRunner(first, createCatalog());
    const replay = first.object.takeOver(2);
    const { ending } = await playToEnd(TWO_EFFECTS, {
      remote: first.object.remote(2),
      replay,
      epoch: 2,
      respond: first.respond,
    });
    expect(ending.status).toBe('completed');
    expect(first.requests().map((line) => line.split(' ')[2])).toEqual([
      `${EXECUTION}:pay:0:0`,
      `${EXECUTION}:pay:0:0`,
      `${EXECUTION}:ship:0:0`,
    ]);
  });

  it('has an unknown outcome if it must not happen twice, and fails the execution', async () => {
    const first = world();
    await loseRunner(first, atMostOnce);
    const replay = first.object.takeOver(2);
    const options = { remote: first.object.remote(2), replay, epoch: 2, respond: first.respond, catalog: atMostOnce };
    const ended = await playToEnd(TWO_EFFECTS, options);
    expect(ended.ending).toMatchObject({ status: 'failed', errorCode: 'node.outcome_unknown', errorNodeId: 'pay' });
    expect([statuses(ended).pay, first.requests().length]).toEqual(['unknown', 1]);
  });

  it('has an unknown outcome, and its items go on if its settings say so', async () => {
    const first = world();
    const graph = {
      ...TWO_EFFECTS,
      nodes: nodes.with(1, http('pay', 'POST', { settings: { on_error: 'continue' } })),
    };
    await loseRunner(first, atMostOnce);
    const replay = first.object.takeOver(2);
    const options = { remote: first.object.remote(2), replay, epoch: 2, respond: first.respond, catalog: atMostOnce };
    const ended = await playToEnd(graph, { ...options, input: { n: 1 } });
    expect([ended.ending.status, statuses(ended).pay, statuses(ended).end]).toEqual([
      'completed',
      'unknown',
      'completed',
    ]);
    expect(JSON.stringify(record(ended, 'pay').outputData)).toContain('node.outcome_unknown');
  });

  it('does not happen again when its result was journaled', async () => {
    const { log, object, respond, requests } = world();
    const stop = new AbortController();
    const graph = { nodes: nodes.with(2, http('ask', 'GET')), connections: chain('start → pay → ask → end') };
    const lost = await play(graph, {
      remote: object.remote(1),
      stop: stop.signal,
      respond: (request) => {
        if (request.method === 'POST') return respond(request);
        void untilJournaled(log, 'node_completed pay').then(() => stop.abort('lost'));
        return new Promise(() => undefined);
      },
    });
    expect(lost).toEqual({ type: 'lost' });
    const replay = object.takeOver(2);
    const { ending } = await playToEnd(graph, { remote: object.remote(2), replay, epoch: 2, respond });
    expect([ending.status, requests().filter((line) => line.includes('pay'))]).toEqual([
      'completed',
      [expect.anything()],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { NodeSettings, RetryPolicy } from '../../src/engine/workflow.ts';
import { NodeError } from '../../src/nodes/node-error.ts';
import { EgressError } from '../../src/security/egress/errors.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { type Drawn, http, jsonAnswer, node, play, playToEnd, type Respond, record, statuses } from './support/play.ts';

const retry: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 0, max_delay_ms: 0, jitter: 0 };
const silence: Respond = () => new Promise(() => undefined);

/** start → pay → end, where pay must not happen twice */
function paying(settings: NodeSettings = {}, config = {}): Drawn {
  const once = { delivery: 'at-most-once', retry, ...settings } as const;
  return {
    nodes: [
      node('start', 'trigger.manual'),
      http('pay', 'POST', { settings: once, config }),
      node('end', 'logic.noop'),
    ],
    connections: chain('start → pay → end'),
  };
}

/** A server that gives these answers in turn, repeats the last one, and counts the requests. */
function server(...answers: readonly Respond[]) {
  let calls = 0;
  const respond: Respond = (request, signal) => {
    const answer = answers[Math.min(calls, answers.length - 1)] ?? silence;
    calls += 1;
    return answer(request, signal);
  };
  return { respond, calls: () => calls };
}

function broken(sent: boolean): Respond {
  return () => {
    const cause = new EgressError(sent ? 'egress.network' : 'egress.name_not_resolved', 'It broke', { sent });
    throw new NodeError(cause.code, cause.message, { retryable: true, kind: 'network', cause });
  };
}

const status =
  (code: number): Respond =>
  () => ({ status: code });

describe('an effect that must not happen twice', () => {
  it.each<{ what: string; answer: Respond; settings?: NodeSettings }>([
    { what: 'its own time is up', answer: silence, settings: { timeout_ms: 10 } },
    { what: 'the connection broke', answer: broken(true) },
    { what: 'a gateway got no answer', answer: status(504) },
    { what: 'a gateway got a bad answer', answer: status(502) },
  ])('is unknown and never tried again when $what', async ({ answer, settings }) => {
    const bank = server(answer, () => jsonAnswer({ paid: 2 }));
    const ended = await playToEnd(paying(settings), bank);
    expect(ended.ending).toMatchObject({ status: 'failed', errorCode: 'node.outcome_unknown', errorNodeId: 'pay' });
    expect([statuses(ended).pay, bank.calls()]).toEqual(['unknown', 1]);
  });

  it('has the message of the cause', async () => {
    const { ending } = await playToEnd(paying(), { respond: broken(true) });
    expect(ending.errorMessage).toBe('Item 0: It broke. Whether the effect of the node happened is not known.');
  });

  it.each<{ what: string; answer: Respond }>([
    { what: 'the server refuses it', answer: status(503) },
    { what: 'it was never sent', answer: broken(false) },
  ])('is tried again like any other when $what', async ({ answer }) => {
    const bank = server(answer, () => jsonAnswer({ paid: 1 }));
    const ended = await playToEnd(paying(), bank);
    expect([ended.ending.outputData, bank.calls()]).toEqual([[{ paid: 1 }], 2]);
  });

  it('is not retried if it has happened for another item', async () => {
    const bank = server(() => jsonAnswer({ paid: 1 }), status(503));
    const ended = await playToEnd(paying(), { ...bank, input: [{ n: 1 }, { n: 2 }] });
    expect([ended.ending.errorCode, statuses(ended).pay, bank.calls()]).toEqual(['http.server_error', 'failed', 2]);
  });

  it('is not retried if its answer could not be used, whatever the policy says', async () => {
    const bank = server(() => ({ ...jsonAnswer({}), body: new TextEncoder().encode('{') }));
    const retryAll: RetryPolicy = { ...retry, on: ['other', 'network', 'timeout'] };
    const ended = await playToEnd(paying({ retry: retryAll }, { response_format: 'json' }), bank);
    expect([ended.ending.status, bank.calls()]).toEqual(['failed', 1]);
  });

  it('sends its items on if its settings say so', async () => {
    const ended = await playToEnd(paying({ on_error: 'continue' }), { respond: broken(true), input: { n: 1 } });
    expect(statuses(ended)).toEqual({ start: 'completed', pay: 'unknown', end: 'completed' });
    expect(ended.ending.outputData).toMatchObject([{ n: 1, error: { code: 'node.outcome_unknown', node: 'pay' } }]);
  });

  it('sends its items out of the error handle if its settings say so', async () => {
    const graph = paying({ on_error: 'error_output' });
    const rescue = node('rescue', 'logic.noop');
    const connections = [...graph.connections, ...chain('pay:error → rescue')];
    const ended = await playToEnd({ nodes: [...graph.nodes, rescue], connections }, { respond: broken(true) });
    expect(statuses(ended)).toEqual({ start: 'completed', pay: 'unknown', end: 'skipped', rescue: 'completed' });
  });

  it('has the outputs of the journal after the runner was lost', async () => {
    const object = createFakeObject();
    const graph = paying({ on_error: 'continue', execute_once: true });
    const slow = { nodes: graph.nodes.with(2, http('ask', 'GET')), connections: chain('start → pay → ask') };
    const stop = new AbortController();
    const lost = await play(slow, {
      remote: object.remote(1),
      stop: stop.signal,
      input: [{ n: 1 }, { n: 2 }],
      respond: (request, signal) => {
        if (request.method === 'POST') return broken(true)(request, signal);
        setTimeout(() => stop.abort('lost'), 0);
        return new Promise(() => undefined);
      },
    });
    const replay = object.takeOver(2);
    const again = { remote: object.remote(2), replay, epoch: 2, input: [{ n: 1 }, { n: 2 }] };
    const ended = await playToEnd(slow, { ...again, respond: () => jsonAnswer({}) });
    expect([lost.type, statuses(ended)]).toEqual(['lost', { start: 'completed', pay: 'unknown', ask: 'completed' }]);
    expect(record(ended, 'pay').outputData).toMatchObject({ main: [{ json: { n: 1 } }] });
    expect(record(ended, 'ask').inputData).toMatchObject([{ count: 1 }]);
  });
});

describe('an effect that needs an access token first', () => {
  it('is retried if it was refused, because the token request is no effect', async () => {
    const data = { token_url: 'https://login.test/token', client_id: 'a', client_secret: 's' };
    const credential = { type: 'oauth2_client', data, allowedHosts: [] };
    const shop = server(status(429), () => jsonAnswer({ shipped: true }));
    const respond: Respond = (request, signal) =>
      request.url === data.token_url ? jsonAnswer({ access_token: 't' }) : shop.respond(request, signal);
    const graph = paying();
    const nodes = graph.nodes.with(
      1,
      http('pay', 'POST', { credentials: 'c', settings: { delivery: 'at-most-once', retry } }),
    );
    const { ending } = await playToEnd({ ...graph, nodes }, { credential, respond });
    expect([ending.status, shop.calls()]).toEqual(['completed', 2]);
  });
});

describe('an effect that may happen twice', () => {
  it('is retried when the connection broke', async () => {
    const shop = server(broken(true), () => jsonAnswer({ shipped: true }));
    const { ending } = await playToEnd(paying({ delivery: 'at-least-once' }), shop);
    expect([ending.status, shop.calls()]).toEqual(['completed', 2]);
  });
});

describe('a reading node', () => {
  it('is retried whatever its delivery setting says', async () => {
    const graph = {
      ...paying(),
      nodes: paying().nodes.with(1, http('pay', 'GET', { settings: { retry, delivery: 'at-most-once' } })),
    };
    const { ending } = await playToEnd(
      graph,
      server(broken(true), () => jsonAnswer({})),
    );
    expect(ending.status).toBe('completed');
  });
});

import { describe, expect, it } from 'vitest';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { http, node, play, playToEnd } from './support/play.ts';

function answering(id: string, text: string) {
  return node(id, 'action.respond', { config: { respond_with: 'text', body: text } });
}

/** start → first → second → end, an effect */
const TWICE = {
  nodes: [node('start', 'trigger.manual'), answering('first', 'one'), answering('second', 'two'), http('end', 'POST')],
  connections: chain('start → first → second → end'),
};

describe('the response in history', () => {
  it('is the first one, which the caller was given', async () => {
    const given: string[] = [];
    const { ending } = await playToEnd(TWICE, { onResponse: ({ body }) => given.push(atob(body)) });
    expect(given[0]).toBe('one');
    expect(ending.response).toMatchObject({ body: btoa('one') });
  });

  it('is kept when the runner that gave it is lost', async () => {
    const object = createFakeObject();
    const stop = new AbortController();
    const lost = play(TWICE, {
      remote: object.remote(1),
      stop: stop.signal,
      respond: () => {
        stop.abort('lost');
        return new Promise(() => undefined);
      },
    });
    expect((await lost).type).toBe('lost');
    const { ending } = await playToEnd(TWICE, { remote: object.remote(2), replay: object.takeOver(2), epoch: 2 });
    expect(ending).toMatchObject({ status: 'completed', response: { body: btoa('one') } });
  });
});

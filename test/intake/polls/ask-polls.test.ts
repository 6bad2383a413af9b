import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askPolls } from '../../../src/intake/polls/ask-polls.ts';
import { untilStatus } from '../../support/executions.ts';
import {
  createFeed,
  executionsOf,
  type Feed,
  feedGraph,
  forgetPolls,
  messageOf,
  pollOnce,
  pollRow,
  pollsOf,
  toldTitles,
} from '../../support/polls.ts';
import { createUser, publish, type User } from '../../support/running-app.ts';

let user: User;
let feed: Feed;

beforeAll(async () => {
  user = await createUser();
});

beforeEach(() => {
  feed = createFeed();
});

afterAll(() => forgetPolls(user));

/** A published workflow whose feed was noted with these titles. */
async function noted(config: object, ...titles: readonly string[]): Promise<string> {
  const { id } = await publish(user, feedGraph(config));
  feed.has(...titles);
  await pollOnce(feed, id);
  return id;
}

describe('a poll', () => {
  it('takes note the first time, and then starts one execution with all that is new', async () => {
    const id = await noted({}, 'a');
    expect(await executionsOf(user, id)).toEqual([]);
    feed.has('c', 'b', 'a');
    await pollOnce(feed, id);
    const [started] = await executionsOf(user, id);
    const ended = await untilStatus(user, started?.id ?? '', 'completed');
    expect(ended).toMatchObject({ trigger_type: 'poll', trigger_node_id: 'feed', triggered_by: null });
    expect(ended.output_data).toMatchObject([{ title: 'b' }, { title: 'c' }]);
    expect(await pollsOf(user, id)).toMatchObject([{ node_id: 'feed', found_count: 2, failures: 0, last_error: null }]);
  });

  it('starts one execution for each new thing if it is told to', async () => {
    const id = await noted({ start: 'each' }, 'a');
    feed.has('c', 'b', 'a');
    await pollOnce(feed, id);
    expect(await toldTitles(user, id)).toEqual(['b', 'c']);
    for (const { id: started } of await executionsOf(user, id)) {
      expect((await untilStatus(user, started, 'completed')).output_data).toHaveLength(1);
    }
  });

  it('is made once, however often its message comes', async () => {
    const [one, two] = [await noted({}, 'a'), await noted({}, 'a')];
    feed.has('b', 'a');
    const before = feed.asked.length;
    const [first, second] = [await messageOf(one), await messageOf(two)];
    await askPolls(feed.intake(), [first, second, second, first, second, first]);
    await askPolls(feed.intake(), [second, first]);
    expect(feed.asked.length - before).toBe(2);
    expect([await toldTitles(user, one), await toldTitles(user, two)]).toEqual([[['b']], [['b']]]);
  });

  it('that broke off before it was stored is made again, and loses and doubles nothing', async () => {
    const id = await noted({}, 'a');
    feed.has('b', 'a');
    const { services } = feed.intake();
    const killed = () => {
      throw new Error('killed');
    };
    await pollOnce(feed, id, { services: { ...services, newId: killed } });
    expect([await toldTitles(user, id), (await pollRow(id)).attempts]).toEqual([[], 1]);
    await pollOnce(feed, id);
    await pollOnce(feed, id);
    expect([await toldTitles(user, id), (await pollRow(id)).attempts]).toEqual([[['b']], 0]);
  });

  it('that broke off after it was stored leaves its execution to the sweep', async () => {
    const id = await noted({}, 'a');
    feed.has('b', 'a');
    const { outbox } = feed.intake();
    await pollOnce(feed, id, { outbox: { ...outbox, handOver: () => Promise.reject(new Error('killed')) } });
    expect(await executionsOf(user, id)).toMatchObject([{ status: 'queued' }]);
    await pollOnce(feed, id);
    expect(await toldTitles(user, id)).toEqual([['b']]);
  });

  it('that takes so long that another one is made stores nothing', async () => {
    const id = await noted({}, 'a');
    const { promise, resolve } = Promise.withResolvers<Response>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    feed.answers(() => {
      begin();
      return promise;
    });
    const slow = pollOnce(feed, id);
    await begun;
    feed.has('b', 'a');
    await pollOnce(feed, id);
    resolve(new Response('<rss version="2.0"><channel><item><guid>x</guid></item></channel></rss>'));
    await slow;
    expect(await toldTitles(user, id)).toEqual([['b']]);
  });

  it('says that the one before it ended with its process', async () => {
    const id = await noted({}, 'a');
    const lost = { load: () => Promise.reject(new Error('killed')) };
    const { workflows } = feed.intake();
    await pollOnce(feed, id, { workflows: { ...workflows, ...lost } });
    feed.answers(() => new Response('', { status: 500 }));
    await pollOnce(feed, id, { workflows: { ...workflows, ...lost } });
    expect(await pollsOf(user, id)).toMatchObject([{ failures: 1, last_error: { code: 'poll.runner_lost' } }]);
  });

  it('of a batch that is too long is left to another batch', async () => {
    const id = await noted({}, 'a');
    const handed: unknown[] = [];
    const { outbox } = feed.intake();
    const message = await messageOf(id);
    await askPolls(
      feed.intake({ outbox: { ...outbox, sendQuietly: async (polls) => void handed.push(...polls) } }),
      Array.from({ length: 40 }, () => message),
    );
    expect(handed).toHaveLength(10);
  });
});

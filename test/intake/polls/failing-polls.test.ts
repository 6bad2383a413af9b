import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backoffSeconds, wantedSeconds } from '../../../src/polls/fail-poll.ts';
import {
  createFeed,
  type Feed,
  feedGraph,
  forgetPolls,
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

describe('a service that fails', () => {
  it('is told of, asked ever more seldom, and forgiven when it is well again', async () => {
    const { id } = await publish(user, feedGraph());
    feed.has('a');
    await pollOnce(feed, id);
    feed.answers(() => new Response('busy', { status: 503 }));
    await pollOnce(feed, id);
    await pollOnce(feed, id);
    expect(await pollsOf(user, id)).toMatchObject([
      { failures: 2, last_error: { code: 'http.server_error', message: expect.stringContaining('503') } },
    ]);
    feed.has('b', 'a');
    await pollOnce(feed, id);
    expect(await pollsOf(user, id)).toMatchObject([{ failures: 0, last_error: null, found_count: 1 }]);
    expect(await toldTitles(user, id)).toEqual([['b']]);
  });

  it('is asked no sooner than it wants itself', async () => {
    const { id } = await publish(user, feedGraph());
    feed.answers(() => new Response('busy', { status: 503, headers: { 'retry-after': '1000' } }));
    await pollOnce(feed, id);
    const [poll] = await pollsOf(user, id);
    expect(Date.parse(poll?.next_poll_at ?? '') - Date.parse(poll?.last_polled_at ?? '')).toBe(1_000_000);
  });

  it.each([
    ['leads into the private network', () => Response.redirect('http://10.0.0.1/feed', 302), 'egress.blocked_address'],
    ['is no feed', () => new Response('<html></html>'), 'rss.not_a_feed'],
    ['is empty', () => new Response(''), 'rss.not_a_feed'],
    ['is larger than any answer may be', () => new Response('x'.repeat(11_000_000)), 'egress.response_too_large'],
    ['breaks off', () => Promise.reject(new TypeError('reset')), 'egress.network'],
  ])('with a feed that %s is told of', async (_what, respond, code) => {
    const { id } = await publish(user, feedGraph());
    feed.answers(respond);
    await pollOnce(feed, id);
    expect(await pollsOf(user, id)).toMatchObject([{ failures: 1, last_error: { code } }]);
    expect(await toldTitles(user, id)).toEqual([]);
  });

  it('and shows the secret that it was sent says nothing of it', async () => {
    const secret = { name: 'Feed', type: 'bearer', data: { token: 'top-secret-token' }, allowed_hosts: ['*'] };
    const credential = await user.api('POST', '/credentials', secret);
    const { id } = await publish(user, feedGraph({}, { credentials: credential.json.id }));
    feed.answers(() => new Response('you said top-secret-token', { status: 403 }));
    await pollOnce(feed, id);
    expect(feed.asked.at(-1)?.headers.get('authorization')).toBe('Bearer top-secret-token');
    expect(String((await pollRow(id)).last_error_message)).not.toContain('top-secret');
    feed.has('a');
    await pollOnce(feed, id);
    feed.has('about top-secret-token', 'a');
    await pollOnce(feed, id);
    expect(await toldTitles(user, id)).toEqual([['about ••••']]);
  });
});

describe('backoffSeconds', () => {
  it.each([
    [{ every_minutes: 1, failures: 0 }, 120],
    [{ every_minutes: 1, failures: 3 }, 960],
    [{ every_minutes: 1, failures: 1000 }, 3600],
    [{ every_minutes: 1440, failures: 5 }, 86_400],
  ])('of %j is %d', (poll, seconds) => {
    expect(backoffSeconds(poll)).toBe(seconds);
  });
});

describe('wantedSeconds', () => {
  it.each([
    [{ every_minutes: 1 }, undefined, 0],
    [{ every_minutes: 1 }, 600_000, 600],
    [{ every_minutes: 1 }, 10 ** 12, 3600],
    [{ every_minutes: 1440 }, 10 ** 12, 86_400],
  ])('of %j, asked to wait %s ms, is %d', (poll, wanted, seconds) => {
    expect(wantedSeconds(poll, wanted)).toBe(seconds);
  });
});

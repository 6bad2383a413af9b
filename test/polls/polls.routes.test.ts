import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFeed, feedGraph, forgetPolls, pollOnce, pollRow, pollsOf, toldTitles } from '../support/polls.ts';
import { republish } from '../support/run-workflow.ts';
import { changeStatus, createUser, createWorkflow, post, publish, send, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;
let stranger: User;

beforeAll(async () => {
  [user, stranger] = await Promise.all([createUser(), createUser()]);
});

afterAll(() => forgetPolls(user));

describe('the polls of a workflow', () => {
  it('are those of its published version, while its triggers are on', async () => {
    const { id, etag } = await createWorkflow(user, feedGraph({ every_minutes: 5 }));
    expect(await pollsOf(user, id)).toEqual([]);
    const published = await changeStatus(user, { id, etag }, 'publish');
    expect(await pollsOf(user, id)).toMatchObject([
      { node_id: 'feed', every_minutes: 5, last_polled_at: null, found_count: 0, failures: 0, last_error: null },
    ]);
    await changeStatus(user, { id, etag: published }, 'deactivate');
    expect(await pollsOf(user, id)).toEqual([]);
  });

  it('are none for a disabled trigger', async () => {
    const { id } = await publish(user, feedGraph({}, { disabled: true }));
    expect(await pollsOf(user, id)).toEqual([]);
  });

  it('keep their cursor when what they ask stays the same, and begin anew when it does not', async () => {
    const feed = createFeed();
    const workflow = await publish(user, feedGraph());
    feed.has('a');
    await pollOnce(feed, workflow.id);
    const etag = await republish(user, workflow, feedGraph({ every_minutes: 2, max_items: 7 }));
    feed.has('b', 'a');
    await pollOnce(feed, workflow.id);
    expect(await toldTitles(user, workflow.id)).toEqual([['b']]);
    await republish(user, { id: workflow.id, etag }, feedGraph({ url: 'https://203.0.114.8/other.xml' }));
    feed.has('d', 'c');
    await pollOnce(feed, workflow.id);
    expect(await toldTitles(user, workflow.id)).toEqual([['b']]);
  });

  it('begin anew when triggers are turned on again', async () => {
    const feed = createFeed();
    const workflow = await publish(user, feedGraph());
    feed.has('a');
    await pollOnce(feed, workflow.id);
    const etag = await changeStatus(user, workflow, 'deactivate');
    await changeStatus(user, { id: workflow.id, etag }, 'publish');
    feed.has('b', 'a');
    await pollOnce(feed, workflow.id);
    expect(await toldTitles(user, workflow.id)).toEqual([]);
  });

  it('store nothing for a version that was replaced while they asked, and lose nothing', async () => {
    const feed = createFeed();
    const workflow = await publish(user, feedGraph());
    feed.has('a');
    await pollOnce(feed, workflow.id);
    feed.answers(async () => {
      await republish(user, workflow, feedGraph({ max_items: 7 }));
      return new Response('<rss version="2.0"><channel><item><guid>b</guid><title>b</title></item></channel></rss>');
    });
    await pollOnce(feed, workflow.id);
    expect(await toldTitles(user, workflow.id)).toEqual([]);
    feed.has('b', 'a');
    await pollOnce(feed, workflow.id);
    expect(await toldTitles(user, workflow.id)).toEqual([['b']]);
  });

  it('are for those who may see the workflow', async () => {
    const { id } = await publish(user, feedGraph());
    const path = `/workflows/${id}/polls`;
    expect((await stranger.api('GET', path)).status).toBe(404);
    expect((await send('GET', `/api/v1/workspaces/${user.workspaceId}${path}`)).status).toBe(401);
  });
});

describe('polling now', () => {
  it('asks at once, whatever the poll was waiting for, and is written down', async () => {
    const { id } = await publish(user, feedGraph({ url: 'http://10.0.0.1/feed' }));
    await testDatabase().sql.query(
      `UPDATE polls SET next_poll_at = now() + interval '1 hour' WHERE workflow_id = $1::uuid`,
      [id],
    );
    const poll = await pollRow(id);
    const reply = await user.api('POST', `/workflows/${id}/polls/${String(poll.id)}/poll-now`);
    expect([reply.status, reply.json]).toMatchObject([202, { id: poll.id, node_id: 'feed' }]);
    await expect.poll(async () => (await pollRow(id)).failures, { timeout: 20_000 }).toBe(1);
    const [entry] = await testDatabase().sql.query('SELECT action FROM audit_logs WHERE target_id = $1', [poll.id]);
    expect(entry).toEqual({ action: 'polls.requested' });
  });

  it('is refused for what is not there, or is of others, or without the permission', async () => {
    const { id } = await publish(user, feedGraph());
    const path = `/workflows/${id}/polls/${String((await pollRow(id)).id)}/poll-now`;
    const other = await publish(user, feedGraph());
    const foreign = `/workflows/${id}/polls/${String((await pollRow(other.id)).id)}/poll-now`;
    expect((await user.api('POST', foreign)).json).toMatchObject({ status: 404, code: 'polls.not_found' });
    expect((await stranger.api('POST', path)).json).toMatchObject({ status: 404, code: 'polls.not_found' });
    const key = await user.api('POST', '/api-keys', { name: 'reader', scopes: ['workflows:read'] });
    const headers = { 'x-api-key': String(key.json.key) };
    expect((await post(`/api/v1/workspaces/${user.workspaceId}${path}`, {}, headers)).status).toBe(403);
  });
});

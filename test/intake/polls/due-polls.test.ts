import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendDuePolls } from '../../../src/intake/polls/send-due-polls.ts';
import { duePolls } from '../../../src/polls/due-polls.ts';
import { createFeed, type Feed, feedGraph, forgetPolls, pollOnce, pollRow } from '../../support/polls.ts';
import { deliver } from '../../support/queue.ts';
import { createUser, publish, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterAll(() => forgetPolls(user));

async function dueOf(ids: ReadonlySet<unknown>) {
  return (await duePolls(db, 10_000)).filter(({ poll_id }) => ids.has(poll_id));
}

async function makeDue(id: unknown): Promise<void> {
  await db.sql.query(`UPDATE polls SET next_poll_at = now() WHERE id = $1::uuid`, [id]);
}

describe('the polls that are due', () => {
  it('are shared by two ticks at once, each poll sent once', async () => {
    const published = await Promise.all(Array.from({ length: 5 }, () => publish(user, feedGraph())));
    const rows = await Promise.all(published.map(({ id }) => pollRow(id)));
    const ids = new Set(rows.map(({ id }) => id));
    const ticks = await Promise.all([dueOf(ids), dueOf(ids), dueOf(ids)]);
    expect(new Set(ticks.flat().map(({ poll_id }) => poll_id))).toEqual(ids);
    expect(ticks.flat()).toHaveLength(5);
    expect(await dueOf(ids)).toEqual([]);
  });

  it('are sent by the tick of each minute, and again if their message gets lost', async () => {
    const { id } = await publish(user, feedGraph());
    const poll = await pollRow(id);
    const sent: unknown[] = [];
    const { outbox } = createFeed().intake();
    const intake = {
      db,
      outbox: { ...outbox, send: async (messages: readonly unknown[]) => void sent.push(...messages) },
    };
    await sendDuePolls(intake);
    await sendDuePolls(intake);
    const message = { poll_id: poll.id, revision: poll.revision, suspect: false };
    expect(sent.filter((one) => Object(one).poll_id === poll.id)).toEqual([message]);
    await makeDue(poll.id);
    await sendDuePolls(intake);
    expect(sent.filter((one) => Object(one).poll_id === poll.id)).toEqual([message, message]);
  });

  it('are suspect if the last one did not come to an end, and not for a failure', async () => {
    const { id } = await publish(user, feedGraph());
    const feed = createFeed();
    await pollOnce(feed, id);
    const poll = await pollRow(id);
    await makeDue(poll.id);
    expect(await dueOf(new Set([poll.id]))).toMatchObject([{ suspect: false }]);
    await pollOnce(feed, id, {
      workflows: { ...feed.intake().workflows, load: () => Promise.reject(new Error('killed')) },
    });
    await makeDue(poll.id);
    expect(await dueOf(new Set([poll.id]))).toMatchObject([{ suspect: true }]);
  });

  describe('keep to their minute, so that none is left out by the tick of the next', () => {
    const lost = { load: () => Promise.reject(new Error('killed')) };

    it.each<[string, (feed: Feed, id: string) => Promise<unknown>]>([
      ['failed', (feed, id) => pollOnce(feed, id)],
      [
        'made',
        (feed, id) => {
          feed.has('a');
          return pollOnce(feed, id);
        },
      ],
      ['sent', async (_feed, id) => dueOf(new Set([(await pollRow(id)).id]))],
      ['lost', (feed, id) => pollOnce(feed, id, { workflows: { ...feed.intake().workflows, ...lost } })],
      ['wanted', async (_feed, id) => user.api('POST', `/workflows/${id}/polls/${(await pollRow(id)).id}/poll-now`)],
    ])('when they are %s', async (_what, change) => {
      const { id } = await publish(user, feedGraph());
      await change(createFeed(), id);
      const row = await db.sql.query(
        `SELECT next_poll_at > now() AND date_trunc('minute', next_poll_at) = next_poll_at AS kept FROM polls WHERE workflow_id = $1::uuid`,
        [id],
      );
      expect(row).toEqual([{ kept: true }]);
    });
  });
});

describe('a queue message', () => {
  it.each([
    { poll_id: 'none', revision: 1 },
    { poll_id: crypto.randomUUID() },
    { poll_id: crypto.randomUUID(), revision: -1 },
  ])('%j is dropped', async (message) => {
    expect(await deliver([message])).toMatchObject({ outcome: 'ok', retryMessages: [] });
  });

  it('of a poll that is gone does nothing', async () => {
    expect(await deliver([{ poll_id: crypto.randomUUID(), revision: 1 }])).toMatchObject({ outcome: 'ok' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IntakeDeps } from '../../../src/intake/intake-deps.ts';
import { askPollsElsewhere } from '../../../src/intake/polls/ask-polls-elsewhere.ts';
import { answerRunnerCall } from '../../../src/intake/process/answer-runner-call.ts';
import { createRunnerProcess, RunnerLost, type RunnerProcess } from '../../../src/intake/runner-process.ts';
import { createFeed, feedGraph, forgetPolls, messageOf, pollOnce, pollRow, toldTitles } from '../../support/polls.ts';
import { createUser, publish, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterAll(() => forgetPolls(user));

/** A process like that of the local stack, over this Worker itself. */
function living(intake: IntakeDeps): RunnerProcess {
  const fetcher = {
    fetch: (url: string, init: RequestInit) => answerRunnerCall(intake, new Request(url, init), () => undefined),
  };
  return createRunnerProcess(Object.assign(Object.create(null), fetcher));
}

function failing(error: Error): RunnerProcess {
  return { call: () => Promise.reject(error), untilUp: async () => undefined };
}

const NOBODY = failing(new Error('nobody is called here'));

describe('polls that another process makes', () => {
  it('start executions, those that are suspect in a process of their own', async () => {
    const feed = createFeed();
    const [one, two] = [await publish(user, feedGraph()), await publish(user, feedGraph())];
    feed.has('a');
    await pollOnce(feed, one.id);
    await pollOnce(feed, two.id);
    feed.has('b', 'a');
    const there = living(feed.intake());
    await askPollsElsewhere({ shared: there, alone: NOBODY }, [await messageOf(one.id)]);
    await askPollsElsewhere({ shared: NOBODY, alone: there }, [{ ...(await messageOf(two.id)), suspect: true }]);
    expect([await toldTitles(user, one.id), await toldTitles(user, two.id)]).toEqual([[['b']], [['b']]]);
  });

  it('are due again when their process ends, and the queue need not deliver again', async () => {
    const { id } = await publish(user, feedGraph());
    const shared = failing(new RunnerLost('crashed'));
    await askPollsElsewhere({ shared, alone: NOBODY }, [await messageOf(id)]);
    expect((await pollRow(id)).revision).toBe(1);
  });

  it('are delivered again if they could not be begun', async () => {
    const { id } = await publish(user, feedGraph());
    const feed = createFeed();
    const { db } = feed.intake();
    const sql = Object.assign(Object.create(null), { query: () => Promise.reject(new Error('away')) });
    const there = living(feed.intake({ db: { ...db, sql } }));
    await expect(askPollsElsewhere({ shared: there, alone: NOBODY }, [await messageOf(id)])).rejects.toThrow(
      'The runner took none',
    );
  });
});

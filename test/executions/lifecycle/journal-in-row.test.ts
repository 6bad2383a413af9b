import { beforeAll, describe, expect, it } from 'vitest';
import { journalInRows } from '../../../src/executions/lifecycle/journal-in-row.ts';
import { newId } from '../../../src/shared/ids.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();
const FACTS = '[{"a":1},{"b":"\\u0000 \\ud800"}]';
const INTENTS = '[{"c":"[\\"],"}]';

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

async function executionWith(assignments: string): Promise<string> {
  const id = await queueExecution(user, workflow);
  await changeRow(id, assignments);
  return id;
}

describe('the first facts of an execution', () => {
  it.each([
    ['facts and intents', FACTS, INTENTS, `${FACTS.slice(0, -1)},${INTENTS.slice(1)}`],
    ['facts alone', FACTS, null, FACTS],
    ['intents alone', null, INTENTS, INTENTS],
    ['nothing', null, null, null],
  ])('are written into its row exactly: %s', async (_, facts, intents, journal) => {
    const id = await executionWith("status = 'running', epoch = 3");
    expect(await journalInRows(db, [{ id, epoch: 3, facts, intents }])).toEqual(['ok']);
    expect((await rowOf(id)).journal).toBe(journal);
  });

  it('may be written twice', async () => {
    const id = await executionWith("status = 'running', epoch = 1");
    const first = { id, epoch: 1, facts: FACTS, intents: INTENTS };
    await journalInRows(db, [first]);
    const before = await rowOf(id);
    expect([await journalInRows(db, [first]), await rowOf(id)]).toEqual([['ok'], before]);
  });

  it('are written if it was cancelled, but intents are not', async () => {
    const id = await executionWith("status = 'running', epoch = 1, cancel_requested_at = now()");
    expect(await journalInRows(db, [{ id, epoch: 1, facts: FACTS, intents: INTENTS }])).toEqual(['cancelled']);
    expect((await rowOf(id)).journal).toBe(FACTS);
    expect(await journalInRows(db, [{ id, epoch: 1, facts: null, intents: INTENTS }])).toEqual(['cancelled']);
    expect((await rowOf(id)).journal).toBeNull();
  });

  it.each(["status = 'running', epoch = 2", "status = 'running', epoch = 0", "status = 'queued', epoch = 1"])(
    'are refused where the execution is not held: %s',
    async (row) => {
      const id = await executionWith(row);
      expect(await journalInRows(db, [{ id, epoch: 1, facts: FACTS, intents: INTENTS }])).toEqual(['fenced']);
      expect((await rowOf(id)).journal).toBeNull();
    },
  );

  it('are written for many executions at once, each with its own reply', async () => {
    const held = await executionWith("status = 'running', epoch = 1");
    const taken = await executionWith("status = 'running', epoch = 2");
    const cancelled = await executionWith("status = 'running', epoch = 1, cancel_requested_at = now()");
    const group = [taken, held, newId(Date.now()), cancelled].map((id) => ({
      id,
      epoch: 1,
      facts: FACTS,
      intents: null,
    }));
    expect(await journalInRows(db, group)).toEqual(['fenced', 'ok', 'fenced', 'cancelled']);
  });
});

import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMoveMarks, createRowJournals } from '../../../src/intake/ends/row-journals.ts';
import { createIsolateWriters } from '../../../src/intake/isolate-writers.ts';
import type { JournalEntry } from '../../../src/runner/journal/journal.ts';
import { watchJournal } from '../../../src/runner/journal/object-journal.ts';
import { beginJournal, JournalLost, takeOver } from '../../../src/runner/journal/open-journal.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const coordinators = env.EXECUTION_COORDINATOR;
const requests = { hold: () => undefined, mayWaitForOthers: false };

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

function deps(guarded: boolean) {
  const rows = createRowJournals(createIsolateWriters(testDatabase(), requests));
  return { coordinators, rows, markMoved: createMoveMarks(testDatabase()), guarded };
}

function intent(node: number): JournalEntry {
  return { at: 1, event: { type: 'node_started', node, run: 0, attempt: 1 } };
}

function completed(node: number): JournalEntry {
  return { at: 2, event: { type: 'node_completed', node, run: 0, counts: {} } };
}

const FIRST = intent(0);
const THEN = [completed(0), intent(1)];

/** An execution with its first intent in the row, and more in the object. */
async function moved(guarded: boolean) {
  const id = await queueExecution(user, workflow, { hasEffects: true });
  await changeRow(id, "status = 'running', epoch = 1");
  const { remote } = beginJournal(deps(guarded), { id, epoch: 1 });
  expect((await remote.append([FIRST], null)).status).toBe('ok');
  expect((await remote.append(THEN, null)).status).toBe('ok');
  return { id, remote };
}

async function takenOver(id: string, guarded: boolean) {
  await changeRow(id, 'epoch = 2');
  const { journal } = await rowOf(id);
  return takeOver(deps(guarded), { id, epoch: 2 }, String(journal));
}

describe('an execution whose object loses its storage', () => {
  it('is not taken up from its row if an effect must not happen twice', async () => {
    const { id } = await moved(true);
    await coordinators.getByName(id).purge();
    await expect(takenOver(id, true)).rejects.toThrow(JournalLost);
  });

  it('is taken up from its row if all effects may be repeated', async () => {
    const { id } = await moved(false);
    await coordinators.getByName(id).purge();
    expect((await takenOver(id, false))?.entries).toEqual([FIRST]);
  });

  it('is taken up whole as long as the object has it', async () => {
    const { id } = await moved(true);
    expect((await takenOver(id, true))?.entries).toEqual([FIRST, ...THEN]);
  });

  it.each([true, false])('has all of it again when its runner goes on (guarded: %s)', async (guarded) => {
    const { id, remote } = await moved(guarded);
    await coordinators.getByName(id).purge();
    expect((await remote.append([completed(1)], null)).status).toBe('ok');
    expect((await watchJournal(coordinators, id)).entries).toEqual([FIRST, ...THEN, completed(1)]);
  });

  it('refuses a runner that has been replaced, although the object knows nothing of that any more', async () => {
    const { id, remote } = await moved(true);
    await changeRow(id, 'epoch = 2');
    await coordinators.getByName(id).purge();
    expect((await remote.append([completed(1)], null)).status).toBe('fenced');
    expect((await watchJournal(coordinators, id)).entries).toEqual([]);
  });
});

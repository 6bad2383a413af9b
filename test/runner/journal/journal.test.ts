import { env, waitUntil } from 'cloudflare:workers';
import { beforeAll } from 'vitest';
import { createMoveMarks, createRowJournals } from '../../../src/intake/ends/row-journals.ts';
import { createIsolateWriters } from '../../../src/intake/isolate-writers.ts';
import type { RemoteJournal } from '../../../src/runner/journal/journal.ts';
import { createObjectJournal, takeOverJournal } from '../../../src/runner/journal/object-journal.ts';
import { beginJournal, type JournalDeps, takeOver } from '../../../src/runner/journal/open-journal.ts';
import { newId } from '../../../src/shared/ids.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { type Behind, durableSuite, journalSuite } from '../journal-suite.ts';
import { createFakeDurable } from '../support/fake-durable.ts';
import { createFakeObject } from '../support/fake-remote.ts';

const coordinators = env.EXECUTION_COORDINATOR;
const requests = { hold: waitUntil, mayWaitForOthers: true };

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

async function inMemory(): Promise<Behind> {
  return { remote: () => null, takeOver: async () => [], cancel: async () => undefined };
}

async function inFakeObject(): Promise<Behind> {
  const object = createFakeObject();
  return {
    remote: object.remote,
    takeOver: async (epoch) => object.takeOver(epoch),
    cancel: async () => object.cancel(),
  };
}

/** What each runner was given when it came. */
function behindRunners(first: RemoteJournal) {
  const remotes = new Map([[1, first]]);
  return {
    remote: (epoch: number): RemoteJournal | null => remotes.get(epoch) ?? null,
    keep: (epoch: number, remote: RemoteJournal): unknown => remotes.set(epoch, remote),
  };
}

async function inFakes(): Promise<Behind> {
  const durable = createFakeDurable();
  const { remote, keep } = behindRunners(durable.open(1).remote);
  return {
    remote,
    async takeOver(epoch) {
      const opened = durable.open(epoch);
      keep(epoch, opened.remote);
      return opened.entries;
    },
    cancel: async () => durable.cancel(),
  };
}

async function inObject(): Promise<Behind> {
  const executionId = newId(Date.now());
  const journal = (epoch: number) => createObjectJournal({ coordinators, executionId, epoch });
  return {
    remote: (epoch) => ({
      append: (entries, wait) => journal(epoch).append([], entries, wait),
      isPromoted: () => true,
    }),
    takeOver: async (epoch) => (await takeOverJournal({ coordinators, executionId, epoch })).entries,
    cancel: () => coordinators.getByName(executionId).cancel(executionId, Date.now()),
  };
}

/** As runners have it: the row first, then the object. */
async function inRowAndObject(): Promise<Behind> {
  const rows = createRowJournals(createIsolateWriters(testDatabase(), requests));
  const deps: JournalDeps = { coordinators, rows, markMoved: createMoveMarks(testDatabase()) };
  const id = await queueExecution(user, workflow);
  await changeRow(id, "status = 'running', epoch = 1");
  const { remote, keep } = behindRunners(beginJournal(deps, { id, epoch: 1 }).remote);
  return {
    remote,
    async takeOver(epoch) {
      await changeRow(id, `epoch = ${epoch}`);
      const { journal } = await rowOf(id);
      const opened = await takeOver(deps, { id, epoch }, typeof journal === 'string' ? journal : null);
      if (opened === null) throw new Error('The object has a later runner.');
      keep(epoch, opened.remote);
      return opened.entries;
    },
    async cancel() {
      await changeRow(id, 'cancel_requested_at = now()');
      await coordinators.getByName(id).cancel(id, Date.now());
    },
  };
}

journalSuite('in memory', inMemory);
for (const [name, open] of [
  ['in a fake object', inFakeObject],
  ['in a fake row and a fake object', inFakes],
  ['in an object', inObject],
  ['in a row and an object', inRowAndObject],
] as const) {
  journalSuite(name, open);
  durableSuite(name, open);
}

import { env } from 'cloudflare:workers';
import { createRemoteJournal, takeOverJournal } from '../../src/runner/remote-journal.ts';
import { newId } from '../../src/shared/ids.ts';
import { type Behind, durableSuite, journalSuite } from './journal-suite.ts';
import { createFakeObject } from './support/fake-remote.ts';

function inMemory(): Behind {
  return { remote: () => null, takeOver: async () => [], cancel: async () => undefined };
}

function inFake(): Behind {
  const object = createFakeObject();
  return {
    remote: object.remote,
    takeOver: async (epoch) => object.takeOver(epoch),
    cancel: async () => object.cancel(),
  };
}

function inObject(): Behind {
  const coordinators = env.EXECUTION_COORDINATOR;
  const executionId = newId(Date.now());
  return {
    remote: (epoch) => createRemoteJournal({ coordinators, executionId, epoch }),
    takeOver: async (epoch) => (await takeOverJournal({ coordinators, executionId, epoch })).entries,
    cancel: () => coordinators.getByName(executionId).cancel(executionId, Date.now()),
  };
}

journalSuite('in memory', inMemory);
journalSuite('with a fake behind it', inFake);
journalSuite('with an object behind it', inObject);
durableSuite('with a fake behind it', inFake);
durableSuite('with an object behind it', inObject);

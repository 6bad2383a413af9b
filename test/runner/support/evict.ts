import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { watchJournal } from '../../../src/runner/journal/object-journal.ts';

/** Evicts the object of an execution. Watching it makes sure that it exists. */
export async function evictObject(executionId: string): Promise<void> {
  await watchJournal(env.EXECUTION_COORDINATOR, executionId);
  await evictDurableObject(env.EXECUTION_COORDINATOR.getByName(executionId));
}

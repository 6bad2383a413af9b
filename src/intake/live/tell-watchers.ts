import type { LiveHubCalls } from '../../../durable-objects/live-hub-calls.ts';
import { callObject, type Objects } from '../../runner/journal/object-journal.ts';
import { consoleLog } from '../../shared/log.ts';

/** Lets those who watch an execution hear at once how its row stands. Never throws: its object looks by itself, too. */
export async function tellWatchers(hubs: Objects<Pick<LiveHubCalls, 'look'>>, id: string): Promise<void> {
  try {
    await callObject(hubs, id, (hub) => hub.look());
  } catch (error) {
    const message = 'Those who watch an execution were not told how it stands; its object looks by itself.';
    consoleLog({ level: 'warn', message, execution: id, error });
  }
}

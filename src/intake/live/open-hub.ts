import { LAST_MARK } from '../../../durable-objects/event-text.ts';
import { type LiveHubCalls, WATCHING, type Watching } from '../../../durable-objects/live-hub-calls.ts';
import type { StoredExecution } from '../../executions/executions.repository.ts';
import { noteWatched } from '../../executions/lifecycle/note-watched.ts';
import { storedExecutionNews, storedNodeNews } from '../../executions/live/stored-news.ts';
import { callCoordinator, callObject, type Objects } from '../../runner/journal/object-journal.ts';
import { consoleLog } from '../../shared/log.ts';
import { tooManyWatchers } from './live.errors.ts';
import type { LiveRouteDeps } from './live-deps.ts';

/** An address that only the object reads. */
const WATCH = 'https://live-hub/watch';

/** The number of the last event that somebody knows; 0: none. */
export function numberOf(lastEventId: string): number {
  return /^\d{1,15}(?:\.end)?$/.test(lastEventId) ? Number.parseInt(lastEventId, 10) : 0;
}

/** Whether somebody has been told the end, after which nothing comes. */
export function knowsTheEnd(lastEventId: string): boolean {
  return lastEventId.endsWith(LAST_MARK);
}

/** A WebSocket to the object, which tells what happens. Throws `AppError` 429. */
export async function joinHub(
  hubs: Objects<Pick<LiveHubCalls, 'fetch'>>,
  name: string,
  watching: Watching,
): Promise<WebSocket> {
  const headers = { upgrade: 'websocket', [WATCHING]: JSON.stringify(watching) };
  const { status, webSocket } = await callObject(hubs, name, (hub) => hub.fetch(new Request(WATCH, { headers })));
  if (status === 429) throw tooManyWatchers();
  if (webSocket === null) throw new Error(`An object answered ${status} instead of a WebSocket.`);
  return webSocket;
}

/** The runner hears of it with its next call of the object; if not, with the next renewal of its lease. */
async function hurry({ intake }: LiveRouteDeps, id: string): Promise<void> {
  try {
    await callCoordinator(intake.coordinators, id, (stub) => stub.noticeWatcher());
  } catch (error) {
    const message = 'An object was not told that somebody watches; the lease tells its runner.';
    consoleLog({ level: 'warn', message, execution: id, error });
  }
}

/** Joins those who watch an execution that has not ended, and lets its runner hear of it. */
export async function watchOpen(deps: LiveRouteDeps, stored: StoredExecution, watching: Watching): Promise<WebSocket> {
  const { id, workspace_id: workspaceId } = stored.execution;
  const nodes = stored.promoted ? await deps.watch(stored) : [];
  const known = [...nodes.map(storedNodeNews), storedExecutionNews(stored.execution)];
  const opening = { executionId: id, workspaceId, known };
  const { heard } = await callObject(deps.liveHubs, id, (hub) => hub.open(opening));
  const socket = await joinHub(deps.liveHubs, id, watching);
  if (heard) return socket;
  const { promoted } = await noteWatched(deps.db, { id, workspaceId });
  if (promoted) await hurry(deps, id);
  return socket;
}

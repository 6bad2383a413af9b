import type { WatcherProof } from '../../../durable-objects/live-hub-calls.ts';
import type { StoredExecution } from '../../executions/executions.repository.ts';
import { hasEnded } from '../../executions/get-execution.ts';
import { executionNotFound } from '../../executions/model/executions.errors.ts';
import type { Actor } from '../../security/permissions.ts';
import type { Background } from '../intake-deps.ts';
import { checkUpgrade } from './check-upgrade.ts';
import type { LiveRouteDeps } from './live-deps.ts';
import { knowsTheEnd, numberOf, watchOpen } from './open-hub.ts';
import { pastEvents, pastStream, sendPast } from './past-events.ts';
import { relayEvents } from './relay-events.ts';

/** What somebody asks to watch: by which proof, and after which event they go on; `''`: from the beginning. */
export type WatchRequest = { readonly id: string; readonly proof: WatcherProof; readonly lastEventId: string };

/** `request`: what asks for the WebSocket. */
export type SocketRequest = WatchRequest & { readonly request: Request; readonly background: Background };

async function find(deps: LiveRouteDeps, { workspaceId }: Actor, id: string): Promise<StoredExecution> {
  const stored = await deps.executions.find(workspaceId, id);
  if (stored === null) throw executionNotFound();
  return stored;
}

/**
 * What happens in an execution, as Server-Sent Events; of one that has ended, what happened. `null`: the caller knows the end, and
 * nothing comes after it. Throws `AppError`.
 */
export async function streamExecution(
  deps: LiveRouteDeps,
  actor: Actor,
  { id, proof, lastEventId }: WatchRequest,
): Promise<ReadableStream<Uint8Array> | null> {
  const stored = await find(deps, actor, id);
  if (hasEnded(stored.execution)) {
    return knowsTheEnd(lastEventId) ? null : pastStream(pastEvents(deps, stored.execution, 'sse'));
  }
  return relayEvents(await watchOpen(deps, stored, { proof, format: 'sse', after: numberOf(lastEventId) }));
}

/** The same over a WebSocket. */
export async function connectToExecution(
  deps: LiveRouteDeps,
  actor: Actor,
  { id, proof, lastEventId, request, background }: SocketRequest,
): Promise<WebSocket> {
  const stored = await find(deps, actor, id);
  checkUpgrade(deps, request);
  if (!hasEnded(stored.execution)) {
    return watchOpen(deps, stored, { proof, format: 'json', after: numberOf(lastEventId) });
  }
  const { 0: client, 1: server } = new WebSocketPair();
  background(sendPast(server, pastEvents(deps, stored.execution, 'json')));
  return client;
}

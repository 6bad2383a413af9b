import type { WatcherProof } from '../../../durable-objects/live-hub-calls.ts';
import { callObject } from '../../runner/journal/object-journal.ts';
import type { Actor } from '../../security/permissions.ts';
import type { LiveRouteDeps } from './live-deps.ts';
import { joinHub } from './open-hub.ts';
import { relayEvents } from './relay-events.ts';

/** What happens in the list of executions of a workspace, as Server-Sent Events. Throws `AppError` 429. */
export async function streamWorkspace(
  { workspaceHubs }: LiveRouteDeps,
  { workspaceId }: Actor,
  proof: WatcherProof,
): Promise<ReadableStream<Uint8Array>> {
  await callObject(workspaceHubs, workspaceId, (hub) => hub.open(workspaceId));
  return relayEvents(await joinHub(workspaceHubs, workspaceId, { proof, format: 'sse', after: 0 }));
}

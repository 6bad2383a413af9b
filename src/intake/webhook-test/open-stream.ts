import type { Actor } from '../../security/permissions.ts';
import { type EndpointChoice, findEndpoint } from './start-listening.ts';
import type { WebhookTestDeps } from './test-deps.ts';
import { notListening, tooManyListeners } from './webhook-test.errors.ts';

/** An address that only the object reads. */
const STREAM = 'https://webhook-test-hub/stream';

/** What arrives at the test URL of an endpoint, as Server-Sent Events after the one with this number. */
export async function openStream(
  deps: WebhookTestDeps,
  actor: Actor,
  { choice, after }: { readonly choice: EndpointChoice; readonly after: string },
): Promise<Response> {
  const endpoint = await findEndpoint(deps, actor, choice);
  const hub = deps.testHubs.getByName(endpoint.endpoint_id);
  const { status, body } = await hub.fetch(new Request(STREAM, { headers: { 'last-event-id': after } }));
  if (status === 404) throw notListening();
  if (status === 429) throw tooManyListeners();
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}

import type { JsonObject } from '../../../src/engine/json.ts';
import { httpAction } from '../../../src/nodes/actions/http.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { type FakeRun, runNode } from '../../support/node-run.ts';

/** Where requests go that say nothing else. */
export const URL = 'https://api.example.com/a';

/** An answer from there. */
export function answer(body: string | Uint8Array, extra: Partial<IncomingResponse> = {}): IncomingResponse {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status: 200, statusText: 'OK', url: URL, headers: {}, body: bytes, ...extra };
}

/** The one request that the node sends for a config. */
export async function requestOf(config: JsonObject, fake: Partial<FakeRun> = {}): Promise<OutgoingRequest> {
  const sent: OutgoingRequest[] = [];
  const respond = (request: OutgoingRequest) => {
    sent.push(request);
    return answer('{}');
  };
  await runNode(httpAction, { items: [{}], config: { url: URL, ...config }, respond, ...fake });
  const [only] = sent;
  if (only === undefined) throw new Error('nothing was sent');
  return only;
}

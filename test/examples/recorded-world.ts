import type { TransportInit } from '../../src/security/egress/types.ts';
import { sentText } from '../support/sent-body.ts';
import type { Exchange } from './example-schema.ts';

/** What a node sent, and the exchange that it is taken for. */
type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly as: Exchange['request'];
};

function bodyOf({ body, headers }: TransportInit): unknown {
  if (body === null) return undefined;
  const text = sentText(body);
  return headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

function answer({ status, headers, body }: Exchange['response']): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

/** Of what was sent, what the example speaks of. */
function comparable({ method, url, headers, body, as }: Sent): unknown {
  const named = Object.keys(as.headers).map((name) => [name, headers.get(name)]);
  return { method, url, headers: Object.fromEntries(named), body };
}

/** The world outside of an example: it answers what was recorded, each exchange once, and nothing else. */
export function recordedWorld(exchanges: readonly Exchange[]) {
  const sent: Sent[] = [];
  const open = [...exchanges];
  return {
    async transport(url: string, init: TransportInit): Promise<Response> {
      const index = open.findIndex(({ request }) => request.method === init.method && request.url === url);
      const [exchange] = index === -1 ? [] : open.splice(index, 1);
      if (exchange === undefined) throw new Error(`Nobody recorded ${init.method} ${url}.`);
      sent.push({ method: init.method, url, headers: init.headers, body: bodyOf(init), as: exchange.request });
      return answer(exchange.response);
    },
    /** What was sent, in order, to be compared with what was recorded. */
    requests: () => sent.map(comparable),
  };
}

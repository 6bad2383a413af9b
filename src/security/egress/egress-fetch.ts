import type { Egress } from './types.ts';

/** How much a library that fetches asks of a request. */
type FetchInit = {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: URLSearchParams | string | null | undefined;
};

/** `fetch` for libraries that take one: through the guard, without following redirects. Throws `EgressError`. */
export function egressFetch(egress: Egress, timeoutMs: number): (url: string, init: FetchInit) => Promise<Response> {
  return async (url, { method, headers, body }) => {
    const request = { method, url, headers, timeoutMs, followRedirects: false };
    const sent = body === undefined || body === null ? request : { ...request, body: body.toString() };
    const answer = await egress(sent, new AbortController().signal);
    const mayHaveBody = ![204, 205, 304].includes(answer.status);
    return new Response(mayHaveBody ? answer.body : null, { status: answer.status, headers: answer.headers });
  };
}

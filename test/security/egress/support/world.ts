import { EgressError } from '../../../../src/security/egress/errors.ts';
import { createEgress, type EgressOptions } from '../../../../src/security/egress/guard.ts';
import type { TransportInit } from '../../../../src/security/egress/types.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../../src/shared/http-exchange.ts';

type Sent = { readonly url: string; readonly init: TransportInit };
/** What the world outside answers. */
export type Answer = (url: string, init: TransportInit) => Response | Promise<Response>;

const NEVER = new AbortController().signal;

/** A guard in front of a world that answers so, and what went out to it. */
export function setUp(answer: Answer, options: Partial<EgressOptions> = {}) {
  const sent: Sent[] = [];
  const egress = createEgress({
    allowedNetworks: [],
    transport: async (url, init) => {
      sent.push({ url, init });
      return answer(url, init);
    },
    ...options,
  });
  const send = (request: Partial<OutgoingRequest>, signal = NEVER): Promise<IncomingResponse> =>
    egress({ method: 'GET', url: 'https://api.example.com/a', headers: {}, ...request }, signal);
  return { send, sent };
}

export function redirect(location: string, status = 302): Response {
  return new Response('moved', { status, headers: { location } });
}

/** Answers the first request with a redirect there, every other with 200. */
export function redirectOnce(location: string, status = 302): Answer {
  let first = true;
  return () => {
    const response = first ? redirect(location, status) : new Response('arrived');
    first = false;
    return response;
  };
}

/** The code with which the guard refuses, or `passed`. */
export async function codeOf(sending: Promise<unknown>): Promise<string> {
  try {
    await sending;
    return 'passed';
  } catch (error) {
    return error instanceof EgressError ? error.code : String(error);
  }
}

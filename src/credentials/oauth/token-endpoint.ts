import * as oauth from 'oauth4webapi';
import { EgressError } from '../../security/egress/errors.ts';
import type { Egress } from '../../security/egress/types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import type { TokenClient } from './oauth-client.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

/** The largest answer of a token endpoint, in bytes. */
export const MAX_TOKEN_ANSWER = 256 * 1024;
/** How long a token endpoint may take, in milliseconds: much less than a lease of a refresh lasts. */
const TOKEN_TIMEOUT_MS = 10_000;

export type TokenEndpointDeps = { readonly egress: Egress; readonly now: Clock };

/**
 * What came of asking for tokens. `failed`: no answer that says anything about the grant; `sent`: whether the question may have
 * reached the server, so that what it answered may be lost.
 */
export type TokenOutcome =
  | Exclude<TokenAnswer, { readonly type: 'unreadable' }>
  | { readonly type: 'failed'; readonly why: string; readonly sent: boolean; readonly retryable: boolean };

/** A code that came to the callback. `callback`: all parameters, as `validateAuthResponse` returned them. */
export type CodeExchange = {
  readonly callback: URLSearchParams;
  readonly redirectUri: string;
  readonly verifier: string | null;
};

type Sent = { readonly url: string; readonly body: URLSearchParams; readonly headers: Record<string, string> };
type Answered = { readonly response: IncomingResponse; readonly proofs: readonly string[] };
type Send = (
  server: oauth.AuthorizationServer,
  auth: oauth.ClientAuth,
  options: oauth.TokenEndpointRequestOptions,
) => Promise<Response>;

function clientAuth({ tokenAuth, clientSecret }: TokenClient): oauth.ClientAuth {
  if (clientSecret === null || tokenAuth === 'none') return oauth.None();
  return tokenAuth === 'basic' ? oauth.ClientSecretBasic(clientSecret) : oauth.ClientSecretPost(clientSecret);
}

/** The request as the library made it, for providers that want the same parameters as JSON. */
function encode(client: TokenClient, { body, headers }: Sent) {
  if (client.tokenBody === 'form') return { body: body.toString(), headers };
  return {
    body: JSON.stringify(Object.fromEntries(body)),
    headers: { ...headers, 'content-type': 'application/json' },
  };
}

function textOf({ body }: IncomingResponse): string {
  return new TextDecoder().decode(body);
}

/** Redirects are not followed: a secret goes where the credential says, and nowhere else. */
async function post(deps: TokenEndpointDeps, client: TokenClient, sent: Sent): Promise<IncomingResponse> {
  const request = { method: 'POST', url: sent.url, followRedirects: false, timeoutMs: TOKEN_TIMEOUT_MS };
  return deps.egress({ ...request, ...encode(client, sent) }, new AbortController().signal);
}

function failed(why: string, how: { readonly sent: boolean; readonly retryable: boolean }): TokenOutcome {
  return { type: 'failed', why, ...how };
}

/** What a request proves with: a server that repeats it in the name of an error is not repeated. */
const PROOFS = ['client_secret', 'refresh_token', 'code', 'code_verifier'] as const;

function proofsIn(client: TokenClient, body: URLSearchParams): readonly string[] {
  return [client.clientSecret ?? '', ...PROOFS.map((name) => body.get(name) ?? '')].filter((proof) => proof !== '');
}

/** Only a server that says what is wrong has decided anything: an answer of 5xx or 429 is none. */
function outcomeOf(client: TokenClient, { response, proofs }: Answered, now: number): TokenOutcome {
  const { status } = response;
  const retryable = status >= 500 || status === 429 || status === 408;
  if (retryable) return failed(`the token endpoint answered ${status}`, { sent: true, retryable });
  const answer = readTokenAnswer(textOf(response), { client, now });
  if (answer.type === 'refused') {
    const repeats = proofs.some((proof) => answer.error.includes(proof));
    return repeats ? { type: 'refused', error: 'an error that repeats a secret' } : answer;
  }
  if (status >= 300) return failed(`the token endpoint answered ${status}`, { sent: true, retryable: false });
  if (answer.type === 'unreadable')
    return failed(`the token endpoint: ${answer.why}`, { sent: true, retryable: false });
  return answer;
}

async function ask(deps: TokenEndpointDeps, client: TokenClient, url: string, send: Send): Promise<TokenOutcome> {
  const answers: Answered[] = [];
  const options = {
    [oauth.customFetch]: async (
      target: string,
      { body, headers }: { body: URLSearchParams; headers: Sent['headers'] },
    ) => {
      const response = await post(deps, client, { url: target, body, headers });
      answers.push({ response, proofs: proofsIn(client, body) });
      return new Response(null);
    },
    [oauth.allowInsecureRequests]: url.startsWith('http:'),
    additionalParameters: { ...client.tokenParams },
    headers: { ...client.tokenHeaders },
  };
  try {
    await send({ issuer: new URL(url).origin, token_endpoint: url }, clientAuth(client), options);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return failed(error.message, { sent: error.sent, retryable: error.retryable });
  }
  const [answer] = answers;
  return answer === undefined
    ? failed('nothing was sent', { sent: false, retryable: false })
    : outcomeOf(client, answer, deps.now());
}

/** Swaps the code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export function exchangeCode(
  deps: TokenEndpointDeps,
  client: TokenClient,
  { callback, redirectUri, verifier }: CodeExchange,
): Promise<TokenOutcome> {
  return ask(deps, client, client.tokenUrl, (server, auth, options) =>
    oauth.authorizationCodeGrantRequest(
      server,
      { client_id: client.clientId },
      auth,
      callback,
      redirectUri,
      verifier ?? oauth.nopkce,
      options,
    ),
  );
}

/** Gets new tokens for a refresh token (RFC 6749 §6). */
export function refreshTokens(
  deps: TokenEndpointDeps,
  client: TokenClient,
  refreshToken: string,
): Promise<TokenOutcome> {
  return ask(deps, client, client.refreshUrl, (server, auth, options) =>
    oauth.refreshTokenGrantRequest(server, { client_id: client.clientId }, auth, refreshToken, options),
  );
}

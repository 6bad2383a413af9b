import type { IncomingResponse } from '../../shared/http-exchange.ts';
import type { CredentialSecret, NodeRun } from '../node-run.ts';
import { buildRequest } from './build-request.ts';
import { clientToken } from './client-token.ts';
import type { HttpConfig } from './http-config.ts';
import { responseError } from './response-error.ts';
import { sendDigest } from './send-digest.ts';

type SendOptions = {
  readonly headers?: { readonly [name: string]: string };
  readonly page?: number;
  /** Statuses of 400 and more that are no failure. */
  readonly accepted?: readonly number[];
};

/** The node's credential; a client that gets tokens for itself comes with one. */
async function usableCredential(run: NodeRun<unknown>): Promise<CredentialSecret | null> {
  const credential = await run.credential();
  if (credential?.type !== 'oauth2_client') return credential;
  return { ...credential, data: { access_token: await clientToken(run, credential) } };
}

/**
 * Sends the request that a config stands for, for one item, with the node's credential. `headers` are for what the user
 * has not set, `page` counts the requests of one item from 0. Throws `NodeError`: those of the network, and for an answer of 400 or more unless the config takes them.
 */
export async function sendRequest(
  run: NodeRun<unknown>,
  config: HttpConfig,
  index: number,
  { headers = {}, page = 0, accepted = [] }: SendOptions = {},
): Promise<IncomingResponse> {
  const credential = await usableCredential(run);
  const built = await buildRequest(config, {
    item: run.items[index] ?? { json: {} },
    credential,
    idempotencyKey: page === 0 ? run.idempotencyKey(index) : `${run.idempotencyKey(index)}-${page}`,
  });
  const request = { ...built, headers: { ...headers, ...built.headers } };
  const response = await (credential?.type === 'digest' ? sendDigest(run, request, credential) : run.request(request));
  const isAccepted = config.never_error || accepted.includes(response.status);
  const failure = isAccepted ? null : responseError(response, run.now());
  if (failure !== null) throw failure;
  return response;
}

import type { JsonValue } from '../../engine/json.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { badJson } from '../bad-json.ts';
import type { CredentialSecret, KeepAs, RequestRun } from '../node-run.ts';
import { parseJson } from '../values/convert.ts';
import { buildRequest } from './build-request.ts';
import { clientToken } from './client-token.ts';
import type { HttpConfig } from './http-config.ts';
import { responseError } from './response-error.ts';
import { sendDigest } from './send-digest.ts';
import { signRequest } from './signing/sign-request.ts';

type SendOptions = {
  readonly headers?: { readonly [name: string]: string };
  readonly page?: number;
  /** Statuses of 400 or more that are not failures. */
  readonly accepted?: readonly number[];
  /** What a large answer is kept as; absent, or `null`: it is not kept. */
  readonly keepAs?: KeepAs;
};

/** The node's credential; that of an OAuth 2.0 client comes with an access token. */
async function usableCredential(run: RequestRun): Promise<CredentialSecret | null> {
  const credential = await run.credential();
  if (credential?.type !== 'oauth2_client') return credential;
  return { ...credential, data: { access_token: await clientToken(run, credential) } };
}

/** A body that was given as a text, as JSON. Throws `NodeError` `http.body_invalid`. */
export function readBody(run: RequestRun, index: number, text: string): JsonValue {
  const value = parseJson(text);
  if (value !== undefined) return value;
  throw badJson(run, index, { code: 'http.body_invalid', path: ['body'], expected: 'JSON', got: text });
}

/**
 * Sends the request of a config for one item, with the node's credential. `headers` are defaults for headers that the user has
 * not set; `page` counts the requests of the item from 0. Throws `NodeError`: those of the network, and for an answer of 400 or more unless the config takes them.
 */
export async function sendRequest(
  run: RequestRun,
  config: HttpConfig,
  index: number,
  { headers = {}, page = 0, accepted = [], keepAs }: SendOptions = {},
): Promise<IncomingResponse> {
  const send = async (credential: CredentialSecret | null): Promise<IncomingResponse> => {
    const built = await buildRequest(config, {
      item: run.items[index] ?? { json: {} },
      credential,
      readJson: (text) => readBody(run, index, text),
      openFile: run.openFile,
      idempotencyKey: page === 0 ? run.idempotencyKey(index) : `${run.idempotencyKey(index)}-${page}`,
    });
    const whole = { ...built, headers: { ...headers, ...built.headers } };
    const request = { ...signRequest(whole, credential, run.now()), ...(keepAs && { keepAs }) };
    return credential?.type === 'digest' ? sendDigest(run, request, credential) : run.request(request);
  };
  const credential = await usableCredential(run);
  const first = await send(credential);
  const response = first.status === 401 && credential?.renew ? await send(await credential.renew()) : first;
  const isAccepted = config.never_error || accepted.includes(response.status);
  const failure = isAccepted ? null : responseError(response, run.now());
  if (failure !== null) throw failure;
  return response;
}

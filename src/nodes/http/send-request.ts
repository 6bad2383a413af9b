import type { IncomingResponse } from '../../shared/http-exchange.ts';
import type { NodeRun } from '../node-run.ts';
import { buildRequest } from './build-request.ts';
import type { HttpConfig } from './http-config.ts';
import { responseError } from './response-error.ts';

/**
 * Sends the request that a config stands for, for one item, with the node's credential. `headers` are for what the user
 * has not set, `page` counts the requests of one item from 0. Throws `NodeError`: those of the network, and for an answer of 400 or more unless the config takes them.
 */
export async function sendRequest(
  run: NodeRun<unknown>,
  config: HttpConfig,
  index: number,
  { headers = {}, page = 0 }: { readonly headers?: { readonly [name: string]: string }; readonly page?: number } = {},
): Promise<IncomingResponse> {
  const request = await buildRequest(config, {
    item: run.items[index] ?? { json: {} },
    credential: await run.credential(),
    idempotencyKey: page === 0 ? run.idempotencyKey(index) : `${run.idempotencyKey(index)}-${page}`,
  });
  const response = await run.request({ ...request, headers: { ...headers, ...request.headers } });
  const failure = config.never_error ? null : responseError(response, run.now());
  if (failure !== null) throw failure;
  return response;
}

import type { Effect } from '../../engine/catalog.ts';
import type { Item } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode, type NodeResult } from '../define-node.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { buildRequest } from '../http/build-request.ts';
import { type HttpConfig, httpConfigSchema } from '../http/http-config.ts';
import { readResponse } from '../http/read-response.ts';
import { responseError } from '../http/response-error.ts';
import { eachItemAsync, type MadeItem } from '../items.ts';
import type { NodeRun } from '../node-run.ts';

const READING: ReadonlySet<unknown> = new Set([undefined, 'GET', 'HEAD', 'OPTIONS']);

function effectOf(raw: JsonObject): Effect {
  return READING.has(raw.method) ? 'read' : 'write';
}

async function request(run: NodeRun<HttpConfig>, item: Item, index: number): Promise<readonly MadeItem[]> {
  const config = run.config(index);
  const credential = await run.credential();
  const outgoing = await buildRequest(config, { item, credential, idempotencyKey: run.idempotencyKey(index) });
  const response = await run.request(outgoing);
  const failure = config.never_error ? null : responseError(response, run.now());
  if (failure !== null) throw failure;
  const { response_format: format, full_response: full, output_field: outputField } = config;
  return readResponse(response, { format, full, outputField });
}

async function execute(run: NodeRun<HttpConfig>): Promise<NodeResult> {
  const concurrency = run.items.length === 0 ? 1 : run.config(0).concurrency;
  return completed(await eachItemAsync(run, (item, index) => request(run, item, index), concurrency));
}

export const httpAction = defineNode({
  type: 'action.http',
  kind: 'action',
  metadata: {
    name: 'HTTP request',
    description:
      'Sends an HTTP request for each item and brings forth what comes back: a JSON list as one item per object, a file as a file.',
    group: 'actions',
    example: { method: 'GET', url: 'https://api.example.com', headers: {}, body: {} },
  },
  config: httpConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: effectOf,
  credentials: HTTP_CREDENTIALS,
  execute,
});

import type { Effect } from '../../engine/catalog.ts';
import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode, type NodeResult } from '../define-node.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { type HttpConfig, httpConfigSchema } from '../http/http-config.ts';
import { readResponse } from '../http/read-response.ts';
import { sendRequest } from '../http/send-request.ts';
import { eachItemAsync, type MadeItem } from '../items.ts';
import type { NodeRun } from '../node-run.ts';

const READING: ReadonlySet<unknown> = new Set([undefined, 'GET', 'HEAD', 'OPTIONS']);

function effectOf(raw: JsonObject): Effect {
  return READING.has(raw.method) ? 'read' : 'write';
}

async function request(run: NodeRun<HttpConfig>, index: number): Promise<readonly MadeItem[]> {
  const config = run.config(index);
  const response = await sendRequest(run, config, index);
  const { response_format: format, full_response: full, output_field: outputField } = config;
  return readResponse(response, { format, full, outputField });
}

async function execute(run: NodeRun<HttpConfig>): Promise<NodeResult> {
  const concurrency = run.items.length === 0 ? 1 : run.config(0).concurrency;
  return completed(await eachItemAsync(run, (_item, index) => request(run, index), concurrency));
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

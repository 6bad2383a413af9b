import type { Effect } from '../../engine/effect.ts';
import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode, type NodeResult } from '../define-node.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { type HttpConfig, httpConfigSchema } from '../http/http-config.ts';
import { httpFaults } from '../http/literal-faults.ts';
import { readPages } from '../http/read-pages.ts';
import { fileLabel, readResponse } from '../http/read-response.ts';
import { sendRequest } from '../http/send-request.ts';
import { eachItemAsync, type MadeItem } from '../items.ts';
import type { KeepAs, NodeRun } from '../node-run.ts';
import { createNotices, type Notices } from '../notices.ts';
import { sleep } from '../sleep.ts';

const READING: ReadonlySet<unknown> = new Set([undefined, 'GET', 'HEAD', 'OPTIONS']);

function effectOf(raw: JsonObject): Effect {
  return READING.has(raw.method) ? 'read' : 'write';
}

async function request(run: NodeRun<HttpConfig>, index: number, notices: Notices): Promise<readonly MadeItem[]> {
  const config = run.config(index);
  if (config.pagination.mode !== 'none') {
    const { items, cut } = await readPages(run, config, config.pagination, index);
    if (cut !== null) notices.add(cut, index);
    return items;
  }
  const { response_format: format, full_response: full, output_field: outputField } = config;
  const keepAs: KeepAs = (head) => (head.status < 400 || config.never_error ? fileLabel(head, format) : null);
  return readResponse(await sendRequest(run, config, index, { keepAs }), { format, full, outputField });
}

async function execute(run: NodeRun<HttpConfig>): Promise<NodeResult> {
  if (run.items.length === 0) return completed([]);
  const { concurrency, batch_size, batch_interval_ms } = run.config(0);
  const startedAt = run.now();
  const notices = createNotices();
  const items = await eachItemAsync(
    run,
    async (_item, index) => {
      const due = startedAt + Math.floor(index / batch_size) * batch_interval_ms;
      if (due > run.now()) await sleep(due - run.now(), run.signal);
      return request(run, index, notices);
    },
    concurrency,
  );
  notices.log(run);
  return completed(items);
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
  literalFaults: httpFaults,
  inputs: ['main'],
  outputs: ['main'],
  effect: effectOf,
  credentials: HTTP_CREDENTIALS,
  execute,
});

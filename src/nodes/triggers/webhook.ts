import { z } from 'zod';
import type { BinaryData, Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { callMethods, headerName } from '../http/call-config.ts';
import { statusCode } from '../http/status-code.ts';
import type { TriggerInput } from '../node-run.ts';
import { corsSchema } from '../webhook/cors-config.ts';
import { deduplicationSchema, MAX_WINDOW_HOURS } from '../webhook/deduplication-config.ts';
import { allowedAddressesSchema, maxBodySchema } from '../webhook/endpoint-limits.ts';
import { callExpression } from '../webhook/expression-field.ts';
import { immediateAnswerSchema } from '../webhook/immediate-answer.ts';
import { webhookAuthenticationSchema } from './webhook-authentication.ts';

/** How long a caller may be kept waiting for the answer, in seconds. */
export const MAX_PATIENCE_SECONDS = 300;

const DELIVERY_HEADERS = ['Idempotency-Key', 'webhook-id', 'X-GitHub-Delivery'];

const responseSchema = z.strictObject({
  status: statusCode().default(200).meta({ title: 'Status', description: 'The status code of the answer.' }),
  body: z.enum(['first_item', 'all_items', 'none']).default('first_item').meta({
    title: 'Body',
    description: 'What the answer holds: the first item of the last node, all of its items as a list, or nothing.',
  }),
});

/** The config of a webhook trigger. Intake reads it raw, so it has no expressions. */
export const webhookConfigSchema = z.strictObject({
  methods: callMethods(),
  path: z
    .string()
    .regex(
      /^\/?(:?[\w.~-]+(\/:?[\w.~-]+)*\/?)?$/,
      'Parts of a path, separated by slashes; a part that begins with a colon is a parameter',
    )
    .max(255)
    .default('')
    .meta({
      title: 'Path',
      description:
        'What follows the endpoint in the URL, e.g. orders/:id. Parts that begin with a colon become params.',
    }),
  authentication: webhookAuthenticationSchema
    .default({ type: 'none' })
    .meta({ title: 'Authentication', description: 'How it makes sure who is calling.' }),
  respond: z.enum(['immediately', 'last_node', 'respond_node']).default('immediately').meta({
    title: 'Respond',
    description: 'When the caller is answered: at once, with what the last node brought forth, or by a Respond node.',
  }),
  response_timeout_seconds: z.number().int().min(1).max(MAX_PATIENCE_SECONDS).default(30).meta({
    title: 'Patience',
    description: 'Seconds after which a waiting caller gets 202 while the execution goes on.',
  }),
  response: responseSchema
    .default({ status: 200, body: 'first_item' })
    .meta({ title: 'Answer', description: 'The answer when the last node gives it.' }),
  deduplication_headers: z.array(headerName).max(10).default(DELIVERY_HEADERS).meta({
    title: 'Delivery headers',
    description:
      'The first of these headers that is present names the delivery: the same name starts one execution only.',
  }),
  deduplication: deduplicationSchema.default({ by: 'delivery_id', window_hours: MAX_WINDOW_HOURS }).meta({
    title: 'Once',
    description: 'How it knows a delivery that it has taken already, and for how long.',
  }),
  only_if: callExpression().optional().meta({
    title: 'Run only if',
    description:
      'An expression over the item, e.g. {{ $json.body.action === "opened" }}. If it comes to nothing or false, the call is answered and forgotten.',
  }),
  immediate_response: immediateAnswerSchema
    .default({ status: 202, content_type: 'text/plain; charset=utf-8' })
    .meta({ title: 'Immediate answer', description: 'The answer when it is given at once.' }),
  allowed_addresses: allowedAddressesSchema,
  max_body_bytes: maxBodySchema,
  cors: corsSchema
    .default({ origins: [], credentials: false, exposed_headers: [] })
    .meta({ title: 'CORS', description: 'Which pages of other origins may call it from a browser.' }),
  ignore_link_previews: z.boolean().default(true).meta({
    title: 'Ignore link previews',
    description:
      'Whether GET and HEAD by programs that only show what a link leads to (Slack, Teams, WhatsApp …) start nothing.',
  }),
});

export type WebhookConfig = z.infer<typeof webhookConfigSchema>;

const WITHOUT_REQUEST: JsonObject = { method: 'POST', path: '', headers: {}, query: {}, raw_query: '', params: {} };

/** The item of the trigger: the request as intake stored it. In a run by hand, the input takes the place of the body. */
export function webhookItem(data: JsonObject, body: JsonValue): JsonObject {
  const request = Object.entries(WITHOUT_REQUEST).map(([name, missing]) => [name, data[name] ?? missing]);
  const { raw_body = null, raw_body_encoding = null } = data;
  return { ...Object.fromEntries(request), body, raw_body, raw_body_encoding };
}

const filesSchema = z.record(z.string(), z.custom<BinaryData>());

/** The one item of a call, as the trigger gives it: the files of a form are its files. */
export function webhookItems({ data, input }: Pick<TriggerInput, 'data' | 'input'>): readonly [Item] {
  const item = { json: webhookItem(data, input) };
  const files = filesSchema.safeParse(data.files);
  return [files.success ? { ...item, binary: files.data } : item];
}

export const webhookTrigger = defineNode({
  type: 'trigger.webhook',
  kind: 'trigger',
  metadata: {
    name: 'Webhook trigger',
    description:
      'Starts the workflow when its URL is called. The item holds method, path, headers, query, params, the parsed body and the raw one (raw_body, in utf8 or base64 by raw_body_encoding; raw_query). The files of a form are its files.',
    group: 'triggers',
    example: { methods: ['POST'], authentication: { type: 'hmac_sha256' }, respond: 'respond_node' },
  },
  config: webhookConfigSchema,
  verbatim: ['only_if', 'deduplication'],
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(webhookItems(run.trigger)),
});

import { z } from 'zod';
import { concurrency, fieldName, optionalJson, outputField } from '../fields.ts';
import { BODY_TYPES } from './encode-body.ts';
import { nameValuesSchema } from './name-values.ts';
import { paginationSchema } from './pagination-config.ts';
import { RESPONSE_FORMATS } from './read-response.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

const request = {
  method: z.enum(METHODS).default('GET').meta({ title: 'Method', description: 'The HTTP method of the request.' }),
  url: z
    .string()
    .min(1)
    .max(20_000)
    .meta({ title: 'URL', description: 'Where the request goes, with http:// or https://.' }),
  query: nameValuesSchema
    .default({})
    .meta({ title: 'Query', description: 'Names and values that are added to the URL. A list repeats its name.' }),
  query_lists: z.enum(['repeat', 'brackets', 'indices']).default('repeat').meta({
    title: 'Lists in the query',
    description: 'How lists are written: a=1&a=2, a[]=1&a[]=2 or a[0]=1&a[1]=2.',
  }),
  headers: nameValuesSchema.default({}).meta({ title: 'Headers', description: 'Headers of the request.' }),
  body_type: z.enum(BODY_TYPES).default('json').meta({ title: 'Body type', description: 'How the body is written.' }),
  body: optionalJson().meta({
    title: 'Body',
    description:
      'JSON: any value, or a text that is JSON. Form and multipart: names with values. Text: as it is. Binary: base64.',
  }),
  binary_property: fieldName().optional().meta({
    title: 'File',
    description: 'For a binary body: the file of the item that is sent instead of the body field.',
  }),
  content_type: z.string().min(1).max(255).optional().meta({
    title: 'Content type',
    description: 'The media type of a JSON, text or binary body, if not the usual one.',
  }),
  idempotency_header: z.string().max(100).default('Idempotency-Key').meta({
    title: 'Idempotency header',
    description: 'The header that lets the server tell a repeated request from a new one. Empty: none is sent.',
  }),
};

const answer = {
  response_format: z.enum(RESPONSE_FORMATS).default('auto').meta({
    title: 'Response format',
    description: 'How the body of the answer is read. Auto goes by its content type.',
  }),
  full_response: z
    .boolean()
    .default(false)
    .meta({ title: 'Full response', description: 'Brings status and headers too, with the body in the field body.' }),
  never_error: z
    .boolean()
    .default(false)
    .meta({ title: 'Never fail', description: 'Takes answers of 400 and more like any other.' }),
  output_field: outputField('data', 'The field that takes a text, a bare value or a file.'),
};

const sending = {
  follow_redirects: z
    .boolean()
    .default(true)
    .meta({ title: 'Follow redirects', description: 'Goes where the server sends it, at most ten times.' }),
  timeout_ms: z
    .number()
    .int()
    .min(1)
    .max(300_000)
    .default(30_000)
    .meta({ title: 'Timeout', description: 'Milliseconds for the whole request, redirects included.' }),
  concurrency: concurrency(),
  batch_size: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(50)
    .meta({ title: 'Batch', description: 'How many items are sent before a pause, if there is one.' }),
  batch_interval_ms: z.number().int().min(0).max(60_000).default(0).meta({
    title: 'Pause between batches',
    description: 'Milliseconds from the start of a batch to that of the next; 0: none.',
  }),
  pagination: paginationSchema
    .default({ mode: 'none' })
    .meta({ title: 'Pages', description: 'How further pages of an answer are found.' }),
};

const WITHOUT_BODY: ReadonlySet<unknown> = new Set(['GET', 'HEAD']);

/** Whether a request of this method can have a body here: the platform sends none with GET and HEAD. */
export function takesBody(method: unknown): boolean {
  return !WITHOUT_BODY.has(method);
}

/** Where a config asks for a body, although its method sends none; `null` if it does not. An empty one is none. */
function bodyInVain({ method, body, body_type, binary_property, pagination }: BodyConfig): string | null {
  if (takesBody(method)) return null;
  if (pagination.mode !== 'none' && 'place' in pagination && pagination.place === 'body') return 'pagination';
  if (body_type === 'none') return null;
  if (body_type === 'binary' && binary_property !== undefined) return 'binary_property';
  return isEmptyBody(body) ? null : 'body';
}

type BodyConfig = Pick<HttpConfig, 'method' | 'body' | 'body_type' | 'binary_property' | 'pagination'>;

function isEmptyBody(body: HttpConfig['body']): boolean {
  if (body === undefined || body === null) return true;
  if (typeof body === 'string') return ['', '{}'].includes(body.trim());
  return typeof body === 'object' && Object.keys(body).length === 0;
}

/** The config of an HTTP request. */
export const httpConfigSchema = z.strictObject({ ...request, ...answer, ...sending }).superRefine((config, context) => {
  const field = bodyInVain(config);
  if (field === null) return;
  const message = `A ${config.method} request cannot have a body: use another method, or put the values into the query`;
  context.addIssue({ code: 'custom', path: [field], message });
});

export type HttpConfig = z.infer<typeof httpConfigSchema>;

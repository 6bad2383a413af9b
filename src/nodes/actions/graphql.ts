import { z } from 'zod';
import type { ConfigFault } from '../../engine/catalog.ts';
import type { Effect } from '../../engine/effect.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { isObject } from '../../shared/json/json.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { badJson } from '../bad-json.ts';
import { completed, defineNode } from '../define-node.ts';
import { anyJson, concurrency, outputField } from '../fields.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { type HttpConfig, httpConfigSchema } from '../http/http-config.ts';
import { requestFaults } from '../http/literal-faults.ts';
import { nameValuesSchema } from '../http/name-values.ts';
import { notJson, responseText } from '../http/read-response.ts';
import { sendRequest } from '../http/send-request.ts';
import { eachItemAsync, type MadeItem } from '../items.ts';
import { notJsonObject } from '../json-literals.ts';
import { checkItemCount } from '../limits.ts';
import { faultAt, fieldNameFaults, literalText } from '../literals.ts';
import { NodeError } from '../node-error.ts';
import type { NodeRun } from '../node-run.ts';
import { parseJson } from '../values/convert.ts';
import { isList } from '../values/field-path.ts';
import { withField } from '../values/with-field.ts';

const SHOWN = 500;

const configSchema = z.strictObject({
  url: z.string().min(1).max(20_000).meta({ title: 'URL', description: 'The address of the GraphQL endpoint.' }),
  method: z
    .enum(['POST', 'GET'])
    .default('POST')
    .meta({ title: 'Method', description: 'How the query is sent. GET is for queries only.' }),
  query: z.string().min(1).max(500_000).meta({ title: 'Query', description: 'The GraphQL document.' }),
  variables: z
    .union([z.record(z.string(), anyJson()), z.string()])
    .optional()
    .meta({
      title: 'Variables',
      description: 'Values for the variables of the query: an object, or a text that is one.',
    }),
  operation_name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Operation', description: 'The name of the operation to run, if the document has several.' }),
  request_format: z.enum(['json', 'graphql']).default('json').meta({
    title: 'Request format',
    description: 'Whether the body is JSON, or the query alone (application/graphql), which leaves variables out.',
  }),
  headers: nameValuesSchema.default({}).meta({ title: 'Headers', description: 'Headers of the request.' }),
  response_format: z
    .enum(['json', 'text'])
    .default('json')
    .meta({ title: 'Response format', description: 'Whether the answer is read as JSON or kept as a text.' }),
  output_field: outputField('data', 'The field that takes the answer if it is kept as a text.'),
  timeout_ms: httpConfigSchema.shape.timeout_ms,
  concurrency: concurrency(),
});

type Config = z.infer<typeof configSchema>;

function effectOf(raw: JsonObject): Effect {
  const { query } = raw;
  const isQuery = typeof query === 'string' && !query.includes('{{') && !/\bmutation\b/.test(query);
  return isQuery ? 'read' : 'write';
}

function variablesOf(run: NodeRun<Config>, index: number, { variables }: Config): JsonObject | undefined {
  if (variables === undefined || (typeof variables === 'string' && variables.trim() === '')) return undefined;
  const value = typeof variables === 'string' ? parseJson(variables) : variables;
  if (isObject(value)) return value;
  const path = ['variables'];
  throw badJson(run, index, { code: 'graphql.bad_variables', path, expected: 'a JSON object', got: variables });
}

function httpConfig(config: Config, variables: JsonObject | undefined): HttpConfig {
  const { url, method, headers, timeout_ms, query, operation_name: operationName } = config;
  const body: JsonObject = {
    query,
    ...(variables === undefined ? {} : { variables }),
    ...(operationName === undefined ? {} : { operationName }),
  };
  if (method === 'POST' && config.request_format === 'graphql') {
    const content = { body_type: 'text', body: query, content_type: 'application/graphql' };
    return httpConfigSchema.parse({ url, method, headers, timeout_ms, ...content });
  }
  if (method === 'POST') return httpConfigSchema.parse({ url, method, headers, timeout_ms, body });
  const params = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return httpConfigSchema.parse({ url, headers, timeout_ms, query: Object.fromEntries(params) });
}

function readAnswer(response: IncomingResponse, text: string): JsonValue {
  const answer = parseJson(text);
  if (answer === undefined) throw notJson('graphql.not_json', response, text);
  const errors = isObject(answer) ? answer.errors : undefined;
  if (!isList(errors) || errors.length === 0) return answer;
  const messages = errors.map((error) => (isObject(error) && typeof error.message === 'string' ? error.message : '?'));
  const said = messages.join('; ');
  const shown = said.length > SHOWN ? `${cutText(said, SHOWN)}…` : said;
  throw new NodeError('graphql.errors', `The server answered: ${shown}`);
}

function literalFaults(raw: JsonObject): ConfigFault[] {
  const text = literalText(raw.variables);
  const message = text?.trim() === '' ? null : notJsonObject(text);
  return [...requestFaults(raw), ...faultAt(['variables'], message), ...fieldNameFaults(raw, [['output_field']])];
}

async function ask(run: NodeRun<Config>, index: number): Promise<MadeItem[]> {
  const config = run.config(index);
  const http = httpConfig(config, variablesOf(run, index, config));
  const response = await sendRequest(run, http, index, { headers: { accept: 'application/json' } });
  const text = responseText(response);
  if (config.response_format === 'text') return [{ json: withField({}, config.output_field, text) }];
  const answer = readAnswer(response, text);
  const answers = isList(answer) ? answer : [answer];
  checkItemCount(answers.length);
  return answers.map((one) => ({ json: isObject(one) ? one : { data: one } }));
}

export const graphqlAction = defineNode({
  type: 'action.graphql',
  kind: 'action',
  metadata: {
    name: 'GraphQL',
    description: 'Asks a GraphQL endpoint, once for each item. Errors in the answer fail the node.',
    group: 'actions',
    example: {
      url: 'https://api.example.com/graphql',
      query: 'query ($id: ID!) { order(id: $id) { total } }',
      variables: { id: '{{ $json.id }}' },
    },
  },
  config: configSchema,
  literalFaults,
  inputs: ['main'],
  outputs: ['main'],
  effect: effectOf,
  credentials: HTTP_CREDENTIALS,
  async execute(run) {
    if (run.items.length === 0) return completed([]);
    return completed(await eachItemAsync(run, (_item, index) => ask(run, index), run.config(0).concurrency));
  },
});

import { z } from 'zod';
import type { ConfigFault } from '../../engine/catalog.ts';
import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { parseExactly } from '../../numbers/parse-json.ts';
import { headerValueFault } from '../../shared/header-rules.ts';
import { badJson } from '../bad-json.ts';
import { defineNode } from '../define-node.ts';
import { fieldName, optionalJson } from '../fields.ts';
import { callerResponse, jsonContent, type ResponseContent, textContent } from '../http/caller-response.ts';
import { answerHeaderFaults } from '../http/literal-faults.ts';
import { encodeLocation } from '../http/location.ts';
import { nameValuesSchema } from '../http/name-values.ts';
import { statusCode } from '../http/status-code.ts';
import { dataOf, fileOf, passThrough } from '../items.ts';
import { notJson } from '../json-literals.ts';
import { faultAt, fieldNameFaults, literalText } from '../literals.ts';
import type { NodeRun } from '../node-run.ts';
import { decodeBase64 } from '../values/base64.ts';
import { withField } from '../values/with-field.ts';
import { wrongValue } from '../values/wrong-value.ts';

const configSchema = z.strictObject({
  respond_with: z
    .enum(['first_item', 'all_items', 'json', 'text', 'binary', 'redirect', 'no_data'])
    .default('first_item')
    .meta({ title: 'Respond with', description: 'What the answer holds.' }),
  body: optionalJson().meta({ title: 'Body', description: 'The answer itself, if it is JSON or a text.' }),
  wrap_in: fieldName().optional().meta({
    title: 'Put in field',
    description: 'The field that takes the items, if the answer is the first or all of them.',
  }),
  binary_property: fieldName()
    .default('data')
    .meta({ title: 'File', description: 'The file of the first item that is sent, if the answer is binary.' }),
  redirect_url: z
    .string()
    .min(1)
    .max(20_000)
    .optional()
    .meta({ title: 'Redirect to', description: 'Where the caller is sent, if the answer is a redirect.' }),
  status: statusCode()
    .optional()
    .meta({ title: 'Status', description: 'The status code. Default 200; 302 for a redirect, 204 for no data.' }),
  headers: nameValuesSchema.default({}).meta({ title: 'Headers', description: 'Headers of the answer.' }),
});

type Config = z.infer<typeof configSchema>;

const CONTENTS: {
  readonly [kind in Config['respond_with']]: (
    config: Config,
    items: readonly Item[],
    readJson: (text: string) => unknown,
  ) => ResponseContent;
} = {
  first_item: (config, items) => jsonContent(wrapped(items[0]?.json ?? {}, config)),
  all_items: (config, items) => jsonContent(wrapped(jsonsOf(items), config)),
  json: ({ body }, _items, readJson) => jsonContent(typeof body === 'string' ? readJson(body) : body),
  text: ({ body }) => textContent(asText(body)),
  binary: ({ binary_property: name }, items) => file(name, items[0]),
  redirect: ({ redirect_url: location }) => ({ status: 302, type: null, body: '', location: required(location) }),
  no_data: () => ({ status: 204, type: null, body: '' }),
};

function jsonsOf(items: readonly Item[]): JsonValue {
  return items.map((item) => item.json);
}

function wrapped(value: JsonValue, { wrap_in }: Config): JsonValue {
  return wrap_in === undefined ? value : withField({}, wrap_in, value);
}

function parsed(run: NodeRun<Config>, text: string): JsonValue {
  try {
    return parseExactly(text);
  } catch {
    throw badJson(run, 0, { code: 'respond.not_json', path: ['body'], expected: 'JSON', got: text });
  }
}

function asText(body: Config['body']): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function file(name: string, item: Item | undefined): ResponseContent {
  const found = fileOf(item, name);
  if (found === undefined) {
    throw wrongValue('respond.no_file', `binary_property ${name}`, { expected: 'a file', got: undefined });
  }
  const data = dataOf(found);
  if (decodeBase64(data) === null) {
    throw wrongValue('respond.no_file', `binary_property ${name}`, { expected: 'base64', got: data });
  }
  return { status: 200, type: found.mime_type, body: data };
}

function required(location: string | undefined): string {
  if (location === undefined) {
    throw wrongValue('respond.no_redirect_url', 'redirect_url', { expected: 'a URL', got: undefined });
  }
  return location;
}

/** Fields that the chosen kind of answer does not need are not looked at. */
function literalFaults(raw: JsonObject): ConfigFault[] {
  const { respond_with: kind, body, redirect_url: location } = raw;
  const text = kind === 'json' ? literalText(body) : undefined;
  const target = kind === 'redirect' ? literalText(location) : undefined;
  const missing = kind === 'redirect' && location === undefined ? 'expected a URL, got nothing' : null;
  return [
    ...answerHeaderFaults(raw, ['headers']),
    ...faultAt(['body'], notJson(text)),
    ...faultAt(['redirect_url'], missing),
    ...faultAt(['redirect_url'], target === undefined ? null : headerValueFault('Location', encodeLocation(target))),
    ...fieldNameFaults(raw, [['wrap_in']]),
  ];
}

export const respondAction = defineNode({
  type: 'action.respond',
  kind: 'action',
  metadata: {
    name: 'Respond',
    description:
      'Answers the caller who waits for this execution, once, by the config of the first item. The items go on as they came.',
    group: 'actions',
    example: { respond_with: 'json', body: { received: '{{ $json.id }}' }, status: 201 },
  },
  config: configSchema,
  literalFaults,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    const content = CONTENTS[config.respond_with](config, run.items, (text) => parsed(run, text));
    const response = callerResponse(content, config);
    return { type: 'completed', outputs: { main: passThrough(run.items) }, response };
  },
});

import type { ConfigFault } from '../../engine/catalog.ts';
import { hasExpression } from '../../engine/expression/compile-config.ts';
import type { ConfigPath } from '../../engine/expression/expression-error.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { parseUrl } from '../../engine/text/parse-url.ts';
import { answerHeaderFault, headerNameFault, headerValueFault, requestHeaderFault } from '../../shared/header-rules.ts';
import { isObject } from '../../shared/json/json.ts';
import { judgeUrl } from '../../shared/outgoing-url.ts';
import { notJson } from '../json-literals.ts';
import { faultAt, fieldNameFaults, literalText } from '../literals.ts';
import { decodeBase64 } from '../values/base64.ts';
import { describeValue } from '../values/describe-value.ts';
import { isList, readPath } from '../values/field-path.ts';
import { takesBody } from './http-config.ts';
import { encodeLocation } from './location.ts';
import { isMultipartBody } from './multipart.ts';
import { nameValuesSchema } from './name-values.ts';

/** Methods with which no idempotency header is sent. */
const READING: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A header of a raw config: where its name and its value stand, and both as far as they are known. */
type RawHeader = {
  readonly path: ConfigPath;
  readonly valuePath: ConfigPath;
  readonly name: string | undefined;
  readonly value: JsonValue | undefined;
};

function rawHeaders(headers: JsonValue | undefined, base: ConfigPath): RawHeader[] {
  if (isList(headers))
    return headers.flatMap((pair, index) => (isObject(pair) ? [rawPair(pair, [...base, index])] : []));
  if (!isObject(headers)) return [];
  return Object.entries(headers).map(([name, value]) => {
    const path = [...base, name];
    return { path, valuePath: path, name, value };
  });
}

function rawPair({ name, value }: JsonObject, base: ConfigPath): RawHeader {
  return { path: [...base, 'name'], valuePath: [...base, 'value'], name: literalText(name), value };
}

/** What becomes of headers on their way: which may not be set, and the value as it is sent. */
type Sending = {
  refuse(name: string): string | null;
  sent(name: string, value: string): string;
};

/** Blanks around a value are taken off. */
const REQUEST: Sending = { refuse: requestHeaderFault, sent: (_name, value) => value.trim() };

const ANSWER: Sending = {
  refuse: answerHeaderFault,
  sent: (name, value) => (name.toLowerCase() === 'location' ? encodeLocation(value) : value),
};

function headerFaults(raw: JsonObject, base: ConfigPath, sending: Sending): ConfigFault[] {
  return rawHeaders(readPath(raw, base), base).flatMap(({ path, valuePath, name, value }) => {
    // A header without a value is left out.
    if (name === undefined || value === null || value === undefined) return [];
    const fault = headerNameFault(name) ?? sending.refuse(name);
    return fault === null ? valueFaults({ name, value, path: valuePath }, sending) : [{ path, message: fault }];
  });
}

type Given = { readonly name: string; readonly value: JsonValue; readonly path: ConfigPath };

function valueFaults({ name, value, path }: Given, { sent }: Sending): ConfigFault[] {
  return [value].flat().flatMap((one: JsonValue) => {
    const text = literalText(one);
    return text === undefined ? [] : faultAt(path, headerValueFault(name, sent(name, text)));
  });
}

/** What Respond, and the answer of a wait, would refuse of the headers at a place. */
export function answerHeaderFaults(raw: JsonObject, path: ConfigPath): ConfigFault[] {
  return headerFaults(raw, path, ANSWER);
}

/** What a request would refuse of `url` and `headers`. */
export function requestFaults(raw: JsonObject): ConfigFault[] {
  const url = literalText(raw.url);
  const judged = url === undefined ? null : judgeUrl(url, parseUrl(url));
  const message = judged?.type === 'fault' ? judged.message : null;
  return [...faultAt(['url'], message), ...headerFaults(raw, ['headers'], REQUEST)];
}

/** What an HTTP request would refuse of its config although the schema takes it. */
export function httpFaults(raw: JsonObject): ConfigFault[] {
  return [
    ...requestFaults(raw),
    ...ownHeaderFaults(raw),
    ...faultAt(['body'], bodyFault(raw)),
    ...fieldNameFaults(raw, namesOf(raw)),
  ];
}

/** Where the config names fields: the parameter of a page is one if it stands in the body. */
function namesOf(raw: JsonObject): readonly ConfigPath[] {
  const names: readonly ConfigPath[] = [['output_field'], ['pagination', 'field'], ['pagination', 'items_field']];
  return readPath(raw, ['pagination', 'place']) === 'body' ? [...names, ['pagination', 'parameter']] : names;
}

/** The headers that have fields of their own. */
function ownHeaderFaults({ method = 'GET', idempotency_header, content_type }: JsonObject): ConfigFault[] {
  const header = READING.has(literalText(method)) ? undefined : literalText(idempotency_header);
  const type = literalText(content_type);
  return [
    ...faultAt(['idempotency_header'], header ? (headerNameFault(header) ?? requestHeaderFault(header)) : null),
    ...faultAt(['content_type'], type === undefined ? null : headerValueFault('Content-Type', type.trim())),
  ];
}

/** What is wrong with a body that has no expressions. */
const BODY_FAULTS: { readonly [type: string]: (body: JsonValue, raw: JsonObject) => string | null } = {
  json: (body) => (typeof body === 'string' ? notJson(body) : null),
  form: (body) => (typeof body === 'string' || nameValuesSchema.safeParse(body).success ? null : notNames(body)),
  multipart: (body) => (isMultipartBody(body) ? null : notNames(body)),
  binary: (body, raw) => (raw.binary_property !== undefined || isBase64(body) ? null : notBase64(body)),
};

function bodyFault(raw: JsonObject): string | null {
  const { method = 'GET', body_type: type = 'json', body } = raw;
  const known = literalText(method) !== undefined && literalText(type) !== undefined;
  if (!known || !takesBody(method) || body === undefined || body === null || hasExpression(body)) return null;
  const judge = Object.entries(BODY_FAULTS).find(([name]) => name === type)?.[1];
  return judge?.(body, raw) ?? null;
}

function isBase64(body: JsonValue): boolean {
  return typeof body === 'string' && decodeBase64(body) !== null;
}

function notNames(body: JsonValue): string {
  return `expected names with values, got ${describeValue(body)}`;
}

function notBase64(body: JsonValue): string {
  return `expected base64, got ${describeValue(body)}`;
}

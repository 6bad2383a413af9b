import { z } from 'zod';
import { type Item, isStored, type StoredFile } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { StreamedBody } from '../../shared/http-exchange.ts';
import { fileOf } from '../items.ts';
import { decodeBase64 } from '../values/base64.ts';
import { wrongValue } from '../values/wrong-value.ts';
import { encodeMultipart, noFile } from './multipart.ts';
import { nameValuesSchema, readNameValues } from './name-values.ts';
import { flattenPairs } from './query.ts';

/** How the body of a request is written. */
export const BODY_TYPES = ['json', 'form', 'multipart', 'text', 'binary', 'none'] as const;

/** An encoded body, and its content type; `null`: there is none. */
export type EncodedBody = { readonly content: string | Uint8Array | StreamedBody; readonly contentType: string } | null;

/** What a body is made of. */
export type BodySource = {
  readonly body: JsonValue | undefined;
  readonly contentType: string | undefined;
  /** The file of the item that is sent; absent: `body` itself is base64. */
  readonly binaryProperty: string | undefined;
  readonly item: Item;
  /** Opens a file that is in the bucket. */
  readonly openFile: (file: StoredFile) => Promise<StreamedBody>;
  /** Reads a body that is a text as JSON. Throws `NodeError` `http.body_invalid`. */
  readonly readJson: (text: string) => JsonValue;
};

const ENCODERS: {
  readonly [type in (typeof BODY_TYPES)[number]]: (source: BodySource) => EncodedBody | Promise<EncodedBody>;
} = {
  none: () => null,
  json: encodeJson,
  form: encodeForm,
  multipart: ({ body, item }) => encodeMultipart(body, item),
  text: encodeText,
  binary: encodeBinary,
};

/** Encodes a body; throws `NodeError` `http.body_invalid` if it can't be encoded that way. */
export async function encodeBody(type: (typeof BODY_TYPES)[number], source: BodySource): Promise<EncodedBody> {
  return await ENCODERS[type](source);
}

function readBodyAs<Value>(schema: z.ZodType<Value>, body: JsonValue | undefined, expected: string): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw wrongValue('http.body_invalid', 'body', { expected, got: body });
}

function encodeJson({ body, readJson, contentType = 'application/json' }: BodySource): EncodedBody {
  if (body === undefined) return null;
  const value = typeof body === 'string' ? readJson(body) : body;
  return { content: JSON.stringify(value), contentType };
}

function encodeForm({ body }: BodySource): EncodedBody {
  const contentType = 'application/x-www-form-urlencoded';
  if (typeof body === 'string') return { content: body, contentType };
  const values = readNameValues(readBodyAs(nameValuesSchema, body ?? {}, 'names with values'));
  return { content: new URLSearchParams(flattenPairs(values, 'repeat')).toString(), contentType };
}

function encodeText({ body, contentType = 'text/plain; charset=utf-8' }: BodySource): EncodedBody {
  if (body === undefined) return null;
  return { content: typeof body === 'string' ? body : JSON.stringify(body), contentType };
}

async function encodeBinary(source: BodySource): Promise<EncodedBody> {
  const { body, item, binaryProperty, contentType } = source;
  const file = binaryProperty === undefined ? undefined : fileOf(item, binaryProperty);
  if (binaryProperty !== undefined && file === undefined) throw noFile(binaryProperty);
  if (file !== undefined && isStored(file)) {
    return { content: await source.openFile(file), contentType: contentType ?? file.mime_type };
  }
  const data = file?.data ?? readBodyAs(z.string(), body, 'base64');
  const content = decodeBase64(data);
  if (content === null) throw wrongValue('http.body_invalid', 'body', { expected: 'base64', got: data });
  return { content, contentType: contentType ?? file?.mime_type ?? 'application/octet-stream' };
}

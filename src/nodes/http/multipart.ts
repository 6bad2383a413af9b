import { z } from 'zod';
import type { BinaryData, Item } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import { lastSegment } from '../../shared/text/file-name.ts';
import { dataOf, fileOf } from '../items.ts';
import type { NodeError } from '../node-error.ts';
import { decodeBase64 } from '../values/base64.ts';
import { wrongValue } from '../values/wrong-value.ts';
import { nameValuesSchema, readNameValues } from './name-values.ts';
import { flattenPairs } from './query.ts';

const filePartSchema = z.strictObject({ name: z.string().min(1), binary_property: z.string().min(1) });
const partsSchema = z.array(z.union([filePartSchema, z.strictObject({ name: z.string().min(1), value: z.unknown() })]));

/**
 * A `multipart/form-data` body (RFC 7578): names with values as in a form, or a list of parts in which
 * `{ name, binary_property }` stands for a file of the item.
 */
export async function encodeMultipart(
  body: JsonValue | undefined,
  item: Item,
): Promise<{ content: Uint8Array; contentType: string }> {
  const form = new FormData();
  const parts = partsSchema.safeParse(body);
  if (parts.success) for (const part of parts.data) appendPart(form, part, item);
  else for (const [name, value] of plainPairs(body)) form.append(name, value);
  return encodeForm(form);
}

/** A form as bytes, with the content type that names their boundary. */
export async function encodeForm(form: FormData): Promise<{ content: Uint8Array; contentType: string }> {
  const response = new Response(form);
  const contentType = response.headers.get('content-type') ?? 'multipart/form-data';
  return { content: new Uint8Array(await response.arrayBuffer()), contentType };
}

/** Whether a body can be sent that way, files aside. */
export function isMultipartBody(body: JsonValue): boolean {
  return partsSchema.safeParse(body).success || nameValuesSchema.safeParse(body).success;
}

function plainPairs(body: JsonValue | undefined): [string, string][] {
  const values = nameValuesSchema.safeParse(body ?? {});
  if (values.success) return flattenPairs(readNameValues(values.data), 'repeat');
  throw wrongValue('http.body_invalid', 'body', { expected: 'names with values', got: body });
}

function appendPart(form: FormData, part: z.infer<typeof partsSchema>[number], item: Item): void {
  if ('binary_property' in part) {
    const file = fileOf(item, part.binary_property);
    if (file === undefined) throw noFile(part.binary_property);
    form.append(part.name, asBlob(file), lastSegment(file.file_name ?? '') ?? part.binary_property);
  } else if (part.value !== null && part.value !== undefined) {
    form.append(part.name, typeof part.value === 'string' ? part.value : JSON.stringify(part.value));
  }
}

/** The failure of an item without the file that is to be sent. */
export function noFile(name: string): NodeError {
  return wrongValue('http.body_invalid', `binary_property ${name}`, { expected: 'a file', got: undefined });
}

function asBlob(file: BinaryData): Blob {
  const data = dataOf(file);
  const bytes = decodeBase64(data);
  if (bytes === null) throw wrongValue('http.body_invalid', 'binary_property', { expected: 'base64', got: data });
  return new Blob([bytes], { type: file.mime_type });
}

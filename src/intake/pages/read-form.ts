import type { Posted, PostedFile } from '../../nodes/forms/posted.ts';
import { lastSegment } from '../../shared/text/file-name.ts';
import { MAX_FIELDS } from '../limits.ts';
import { bodyBytes } from '../webhook/body-text.ts';
import { formPairs } from '../webhook/form-pairs.ts';
import { malformedForm, nulByteInField, tooManyFields } from '../webhook/webhook.errors.ts';
import { FIELD_PREFIX } from './field-html.ts';

/** A form as a browser sent it: what came for its fields, and for our own hidden ones. */
export type SentForm = { readonly posted: Posted; readonly own: ReadonlyMap<string, string> };

type Pair = readonly [name: string, value: string | File];

async function multipartPairs(bytes: Uint8Array, contentType: string): Promise<Iterable<Pair>> {
  const form = await new Response(bytes, { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw malformedForm(cause);
    });
  return form.entries();
}

function add<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const values = lists.get(name);
  if (values === undefined) lists.set(name, [value]);
  else values.push(value);
}

async function toPosted(file: File): Promise<PostedFile> {
  const type = file.type === '' ? 'application/octet-stream' : file.type;
  return { name: lastSegment(file.name) ?? 'file', type, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** A browser sends a file without a name for a field in which none was chosen. */
function isNoFile(file: File): boolean {
  return file.size === 0 && file.name === '';
}

/** What came so far, to be added to. */
type Sorted = {
  readonly texts: Map<string, string[]>;
  readonly files: Map<string, PostedFile[]>;
  readonly own: Map<string, string>;
};

async function sortPair({ texts, files, own }: Sorted, [name, value]: Pair): Promise<void> {
  const field = name.startsWith(FIELD_PREFIX) ? name.slice(FIELD_PREFIX.length) : null;
  if (typeof value === 'string') {
    if (field === null) own.set(name, value);
    else add(texts, field, value);
  } else if (field !== null && !isNoFile(value)) add(files, field, await toPosted(value));
}

function assertNoNul([name, value]: Pair): void {
  if (name.includes('\0') || (typeof value === 'string' && value.includes('\0'))) throw nulByteInField(name);
}

async function sortPairs(pairs: Iterable<Pair>): Promise<SentForm> {
  const sorted: Sorted = { texts: new Map(), files: new Map(), own: new Map() };
  let count = 0;
  for (const pair of pairs) {
    count += 1;
    if (count > MAX_FIELDS) throw tooManyFields(MAX_FIELDS);
    assertNoNul(pair);
    await sortPair(sorted, pair);
  }
  const { texts, files, own } = sorted;
  return { posted: { texts, files }, own };
}

/** Reads a form that a browser has sent. Throws `AppError` 400 `input.*`. */
export async function readSentForm(bytes: Uint8Array, contentType: string): Promise<SentForm> {
  if (bytes.length === 0) return sortPairs([]);
  const isMultipart = /^multipart\/form-data\b/i.test(contentType);
  return sortPairs(isMultipart ? await multipartPairs(bytes, contentType) : formPairs(bodyBytes(bytes, contentType)));
}

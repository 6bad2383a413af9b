import type { Posted, PostedFile } from '../../nodes/forms/posted.ts';
import { bodyBytes } from '../bodies/body-text.ts';
import { checkedPairs } from '../bodies/checked-pairs.ts';
import { formPairs } from '../bodies/form-pairs.ts';
import { isMultipart, multipartPairs, readFile } from '../bodies/multipart-form.ts';
import { FIELD_PREFIX } from './field-html.ts';

/** A form as a browser sent it: what came for its fields, and for our own hidden ones. */
export type SentForm = { readonly posted: Posted; readonly own: ReadonlyMap<string, string> };

type Pair = readonly [name: string, value: string | File];

function add<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const values = lists.get(name);
  if (values === undefined) lists.set(name, [value]);
  else values.push(value);
}

async function toPosted(file: File): Promise<PostedFile> {
  const { name, ...rest } = await readFile(file);
  return { ...rest, name: name ?? 'file' };
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

async function sortPairs(pairs: Iterable<Pair>): Promise<SentForm> {
  const sorted: Sorted = { texts: new Map(), files: new Map(), own: new Map() };
  for (const pair of checkedPairs(pairs)) await sortPair(sorted, pair);
  const { texts, files, own } = sorted;
  return { posted: { texts, files }, own };
}

/** Reads a form that a browser has sent. Throws `AppError` 400 `input.*`. */
export async function readSentForm(bytes: Uint8Array, contentType: string): Promise<SentForm> {
  if (bytes.length === 0) return sortPairs([]);
  return sortPairs(
    isMultipart(contentType) ? await multipartPairs({ bytes, contentType }) : formPairs(bodyBytes(bytes, contentType)),
  );
}

import { type BinaryData, type Item, isStored } from '../engine/item.ts';
import type { JsonObject, JsonValue } from '../engine/json.ts';
import { checkItemCount } from './limits.ts';
import { NodeError } from './node-error.ts';
import type { NodeRun } from './node-run.ts';
import { withField } from './values/with-field.ts';

/** What a node made of one item. The helpers here add the link to that item. */
export type MadeItem = Omit<Item, 'from'>;

/** An item with its link. The fields are written out, because a copy by spread takes twice the memory. */
function linkedWith({ json, binary }: MadeItem, from: number): Item {
  return binary === undefined ? { json, from } : { json, binary, from };
}

/** The received items, each linked with itself. `offset`: the index of the first one in the flat list. */
export function passThrough(items: readonly Item[], offset = 0): Item[] {
  return items.map((item, index) => linkedWith(item, offset + index));
}

/** The item with other JSON and the same files. */
export function withJson(item: Item, json: JsonObject): MadeItem {
  return item.binary === undefined ? { json } : { json, binary: item.binary };
}

/** The item with a result in the output field, beside its other fields or instead of them. Its files stay. */
export function withResult(
  item: Item,
  config: { readonly output_field: string; readonly include_input_fields: boolean },
  result: JsonValue,
): MadeItem {
  const kept = config.include_input_fields ? item.json : {};
  return withJson(item, withField(kept, config.output_field, result));
}

/** The file of an item with this name. Only own properties count, so `constructor` is none. */
export function fileOf(item: Item | undefined, name: string): BinaryData | undefined {
  return item?.binary !== undefined && Object.hasOwn(item.binary, name) ? item.binary[name] : undefined;
}

/** The bytes of a file in base64. Throws `NodeError` `file.too_large` for one that is in the bucket: only its reference is here. */
export function dataOf(file: BinaryData): string {
  if (!isStored(file)) return file.data;
  const name = file.file_name ?? file.file_id;
  throw new NodeError(
    'file.too_large',
    `The file ${name} has ${file.size} bytes: it is in the bucket, which only an HTTP request node reads`,
  );
}

/** One item made of all items, linked with all. */
export function linkedWithAll(made: MadeItem, items: readonly Item[]): Item {
  return { ...made, from: [...items.keys()] };
}

/** Calls `work`, and adds the number of the item to a `NodeError` that has none. */
export function atItem<Result>(index: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw withItem(error, index);
  }
}

/** Whether an item that failed goes out by itself; anything else that was thrown fails the whole run. */
function isSetAside<Config>(run: NodeRun<Config>, index: number, error: unknown): boolean {
  return error instanceof NodeError && run.failItem(index, error);
}

/** What a function makes of an item; `undefined` if the item failed and goes out by itself. Throws any other failure. */
export function tryItem<Config, Result>(run: NodeRun<Config>, index: number, work: () => Result): Result | undefined {
  try {
    return atItem(index, work);
  } catch (error) {
    if (isSetAside(run, index, error)) return undefined;
    throw error;
  }
}

/** Calls a function for each item in order, with its config, and links the result with the item. Items that fail: see `failItem`. */
export function eachItem<Config>(
  run: NodeRun<Config>,
  work: (item: Item, config: Config, index: number) => MadeItem | readonly MadeItem[],
): Item[] {
  const made: Item[] = [];
  for (const [index, item] of run.items.entries()) {
    const results = tryItem(run, index, () => work(item, run.config(index), index));
    if (results !== undefined) append(made, Array.isArray(results) ? results : [results], index);
  }
  return made;
}

/**
 * The same for asynchronous work, which reads the config itself: up to `concurrency` items at a time, with the results in the
 * order of the items. Starts no further item after a failure of the whole run, or when the run is aborted.
 */
export async function eachItemAsync<Config>(
  run: NodeRun<Config>,
  work: (item: Item, index: number) => Promise<MadeItem | readonly MadeItem[]>,
  concurrency = 1,
): Promise<Item[]> {
  const results: (MadeItem | readonly MadeItem[])[] = [];
  const queue = run.items.entries();
  let hasFailed = false;
  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      if (hasFailed) return;
      run.signal.throwIfAborted();
      try {
        results[index] = await work(item, index);
      } catch (cause) {
        const error = withItem(cause, index);
        if (isSetAside(run, index, error)) continue;
        hasFailed = true;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, run.items.length) }, worker));
  const made: Item[] = [];
  for (const index of run.items.keys()) {
    const result = results[index];
    if (result !== undefined) append(made, Array.isArray(result) ? result : [result], index);
  }
  return made;
}

function append(made: Item[], results: readonly MadeItem[], index: number): void {
  checkItemCount(made.length + results.length);
  for (const result of results) made.push(linkedWith(result, index));
}

function withItem(error: unknown, item: number): unknown {
  if (!(error instanceof NodeError) || error.item !== undefined) return error;
  const { code, message, retryable, kind, retryAfterMs, cause } = error;
  return new NodeError(code, message, { retryable, kind, retryAfterMs, item, cause });
}

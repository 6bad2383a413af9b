/** The most that a run may return: items, and bytes of their JSON. */
const MAX_ITEMS = 250_000;
const MAX_BYTES = 16 * 1024 * 1024;
const ITEM_KEYS = new Set(['json', 'binary', 'pairedItem']);

/** Why what the code returned is no list of items. */
export class Fault {
  #code;

  constructor(code, message, { item, line } = {}) {
    this.#code = code;
    this.message = message;
    this.item = item;
    this.line = line;
  }

  get code() {
    return this.#code;
  }

  /** Asks nothing of the value itself, which may be a proxy that lies or throws. */
  static is(value) {
    return typeof value === 'object' && value !== null && #code in value;
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value) {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return `a ${typeof value}`;
}

function notItems(message, item) {
  return new Fault('code.not_items', message, { item });
}

/** Base64, or the reference to a file that is too large for that. */
function hasContent({ data, file_id, size }) {
  return typeof data === 'string' || (data === undefined && typeof file_id === 'string' && Number.isSafeInteger(size));
}

function areFiles(binary) {
  if (binary === undefined || binary === null) return true;
  const isFile = (file) => isObject(file) && typeof file.mime_type === 'string' && hasContent(file);
  return isObject(binary) && Object.values(binary).every(isFile);
}

/** An item with `json` in it as it is, any other object as the JSON of one. Each member is read once. */
function readItem(value, index, wrapped) {
  if (!isObject(value)) throw notItems(`Item ${index}: expected an object, got ${kindOf(value)}`, index);
  if (!wrapped) return { json: value };
  const unknown = Object.keys(value).find((key) => !ITEM_KEYS.has(key));
  if (unknown !== undefined) throw notItems(`Item ${index} has ${JSON.stringify(unknown)} beside json`, index);
  const { json, binary, pairedItem } = value;
  if (!isObject(json)) throw notItems(`Item ${index}: expected json to be an object, got ${kindOf(json)}`, index);
  if (!areFiles(binary)) throw notItems(`Item ${index}: expected binary to hold files ({data, mime_type})`, index);
  return { json, binary, pairedItem };
}

function indexOf(paired, count) {
  const index = isObject(paired) ? paired.item : paired;
  return Number.isInteger(index) && index >= 0 && index < count ? index : undefined;
}

function linkOf(paired, count) {
  if (!Array.isArray(paired)) return indexOf(paired, count);
  const indices = paired.map((one) => indexOf(one, count)).filter((index) => index !== undefined);
  return indices.length === 0 ? undefined : indices;
}

function stringify(value, index) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError && error.message === 'Invalid string length') throw tooLarge();
    throw new Fault('code.not_json', `Item ${index} cannot be turned into JSON: ${firstLine(error)}`, { item: index });
  }
}

function firstLine(error) {
  return error instanceof Error ? String(error.message).split('\n')[0] : 'it threw';
}

function tooLarge() {
  return new Fault('code.output_too_large', `The code returned more than ${MAX_BYTES} bytes of JSON`);
}

function write({ json, binary, from }, index) {
  const text = stringify(json, index);
  if (text === undefined || text[0] !== '{') throw notItems(`Item ${index} does not turn into a JSON object`, index);
  const files = binary === undefined || binary === null ? '' : `,"binary":${stringify(binary, index) ?? '{}'}`;
  const link = from === undefined ? '' : `,"from":${JSON.stringify(from)}`;
  return `{"json":${text}${files}${link}}`;
}

/** Items as JSON text, within the limit. */
export function writeItems(items) {
  const parts = [];
  let length = 0;
  for (const [index, item] of items.entries()) {
    const part = write(item, index);
    length += part.length + 1;
    if (length > MAX_BYTES) throw tooLarge();
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

/** The elements of an array that may be a proxy, or have an iterator of its own making. */
function elementsOf(array) {
  const { length } = array;
  if (!(length <= MAX_ITEMS)) throw new Fault('code.too_many_items', `The code returned more than ${MAX_ITEMS} items`);
  return Array.from({ length }, (_, index) => array[index]);
}

function readList(returned) {
  if (Array.isArray(returned)) return elementsOf(returned);
  if (isObject(returned)) return [returned];
  throw notItems(`The code returned ${kindOf(returned)}; return an array of items, or one object`);
}

/**
 * What code returned that ran for all items; `inputs` are the JSON objects that came in. One of these is known again
 * wherever it stands; so is what names its source in `pairedItem`; and as many items as came in are taken to be in their order.
 */
export function readAll(returned, inputs) {
  const values = readList(returned);
  const wrapped = values.some((value) => isObject(value) && 'json' in value);
  const known = new Map(inputs.map((json, index) => [json, index]));
  const inOrder = values.length === inputs.length;
  return values.map((value, index) => {
    const { json, binary, pairedItem } = readItem(value, index, wrapped);
    const from = linkOf(pairedItem, inputs.length) ?? known.get(json) ?? (inOrder ? index : undefined);
    return { json, binary, from };
  });
}

/** What code returned that ran for one item: an object, or `null` to drop the item. */
export function readOne(returned, index) {
  if (returned === null) return [];
  if (!isObject(returned)) {
    throw notItems(`Item ${index}: the code returned ${kindOf(returned)}; return an object, or null to drop it`, index);
  }
  const { json, binary } = readItem(returned, index, 'json' in returned);
  return [{ json, binary, from: index }];
}

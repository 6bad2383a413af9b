import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';

/** Texts that differ in case only are the same. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** What a list or an object has in it: names, then values. */
function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? [...Object.keys(value), ...Object.values(value)] : [];
}

/** A text, a number, true or false as it is looked for; `null`: a list, an object or nothing. */
function plainText(value: unknown): string | null {
  if (typeof value === 'string') return fold(value);
  return isNumeric(value) || typeof value === 'boolean' ? String(value) : null;
}

function isFoundIn(value: unknown, wanted: string): boolean {
  const open = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (plainText(one)?.includes(wanted)) return true;
    for (const part of partsOf(one)) open.push(part);
  }
  return false;
}

/** What people read of an item: not its links, and not the bytes of its files. */
function readablePart(element: unknown): unknown {
  return isObject(element) && isObject(element.json) ? element.json : element;
}

/**
 * Finds a text in names and values, in upper or lower case. `mayHold` asks the JSON alone, which takes a fraction of the time, and says yes too
 * often; `holds` asks what it came to.
 */
export function createItemSearch(text: string) {
  const wanted = fold(text);
  const written = fold(JSON.stringify(text).slice(1, -1));
  return {
    mayHold: (json: string): boolean => fold(json).includes(written),
    holds: (element: unknown): boolean => isFoundIn(readablePart(element), wanted),
  };
}

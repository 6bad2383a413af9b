import { isObject } from '../shared/json/json.ts';
import { parseJson } from './values/convert.ts';
import { describeValue } from './values/describe-value.ts';
import { jsonFault } from './values/json-fault.ts';

/** Refuses a text of a raw config that is no JSON, and says where it breaks. */
export function notJson(text: string | undefined): string | null {
  const fault = text === undefined ? null : jsonFault(text);
  return fault === null ? null : `expected JSON, got ${describeValue(text)} (${fault})`;
}

/** The same for one that has to be an object. */
export function notJsonObject(text: string | undefined): string | null {
  if (text === undefined || isObject(parseJson(text))) return null;
  const fault = jsonFault(text);
  return `expected a JSON object, got ${describeValue(text)}${fault === null ? '' : ` (${fault})`}`;
}

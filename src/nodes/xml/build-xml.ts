import { XMLBuilder } from 'fast-xml-parser';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isExact } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { NodeError } from '../node-error.ts';
import { isList } from '../values/field-path.ts';
import { wrongValue } from '../values/wrong-value.ts';
import type { ToXmlConfig } from './config.ts';

/** Names as XML has them, letters of other scripts included. */
const NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*$/u;
/** Anything but the characters that an XML document can hold (XML 1.0 §2.2). */
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const MAX_DEPTH = 200;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

type Keys = Pick<ToXmlConfig, 'attribute_key' | 'text_key'>;

/** The XML of an object. Throws `NodeError` `xml.bad_name`, `xml.bad_character` or `xml.too_deep`. */
export function buildXml(value: JsonObject, config: ToXmlConfig): string {
  const rooted = hasRoot(value, config) ? value : { [config.root]: value };
  checkValue(rooted, config, 0);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    attributesGroupName: config.attribute_key,
    textNodeName: config.text_key,
    suppressBooleanAttributes: false,
    format: config.indent,
  });
  return `${config.declaration ? DECLARATION : ''}${builder.build(withTexts(rooted)).trimEnd()}`;
}

/** A document has one root element, so a lone field is it unless it holds a list. */
function hasRoot(value: JsonObject, { attribute_key, text_key }: Keys): boolean {
  const [only, ...more] = Object.keys(value);
  if (only === undefined || more.length > 0 || only === attribute_key || only === text_key) return false;
  return !isList(value[only]);
}

function checkValue(value: JsonValue, keys: Keys, depth: number): void {
  if (depth > MAX_DEPTH) throw new NodeError('xml.too_deep', `The object is over ${MAX_DEPTH} levels deep`);
  if (typeof value === 'string' && FORBIDDEN.test(value)) {
    throw wrongValue('xml.bad_character', 'value', { expected: 'characters that XML can hold', got: value });
  }
  if (isList(value)) for (const one of value) checkValue(one, keys, depth + 1);
  if (!isObject(value)) return;
  for (const [name, one] of Object.entries(value)) {
    if (name !== keys.attribute_key && name !== keys.text_key) checkName(name);
    checkValue(one, keys, depth + 1);
  }
}

/** The builder would take an exact number for an element with parts. */
function withTexts(value: JsonValue): JsonValue {
  if (isExact(value)) return value.text;
  if (isList(value)) return value.map(withTexts);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTexts(one)]))
    : value;
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw wrongValue('xml.bad_name', 'value', { expected: 'names that XML elements can have', got: name });
}

import { decodeXML } from 'entities';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { wrongValue } from '../values/wrong-value.ts';
import type { ToJsonConfig } from './config.ts';

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';
const MAX_DEPTH = 200;
const MESSAGE_LENGTH = 200;

/** One node of the parser's ordered form: a single name with its children or text, and perhaps attributes. */
type XmlNode = { readonly [name: string]: unknown };

const nodesSchema: z.ZodType<readonly XmlNode[]> = z.array(z.record(z.string(), z.unknown()));
const attributesSchema = z.record(z.string(), z.string()).default({});
const leafSchema = z
  .array(z.object({ [TEXT]: z.string() }))
  .transform((parts) => parts.map((part) => part[TEXT]).join(''));

/**
 * Entities stay as they are in the parser, so that a document can declare none of its own: only the five of XML and
 * numbers are decoded afterwards.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
});

/** The JSON of an XML text, shaped as xml2js would. Throws `NodeError` `xml.invalid`. */
export function parseXml(xml: string, config: ToJsonConfig): JsonObject {
  const root = elementsOf(parseNodes(xml))[0];
  if (root === undefined) throw wrongValue('xml.invalid', 'text', { expected: 'an XML element', got: xml });
  const [name, node] = root;
  const value = readElement(node, name, config);
  if (config.keep_root) return { [nameOf(name, config)]: value };
  return isObject(value) ? value : { [config.text_key]: value };
}

function parseNodes(xml: string): readonly XmlNode[] {
  try {
    return nodesSchema.parse(parser.parse(xml, true));
  } catch (cause) {
    const reason = cause instanceof Error ? placed(cause.message).slice(0, MESSAGE_LENGTH) : 'not understood';
    throw new NodeError('xml.invalid', `text: expected XML, got ${describeValue(xml)} (${reason})`, { cause });
  }
}

/** The parser puts line and column behind its message, with colons between them. */
function placed(message: string): string {
  return message.replace(/\.?:(\d+):(\d+)$/, ' (line $1, column $2)');
}

function elementsOf(nodes: readonly XmlNode[]): [string, XmlNode][] {
  return nodes.flatMap((node): [string, XmlNode][] => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    return name === undefined || name === TEXT || name === CDATA ? [] : [[name, node]];
  });
}

function readElement(node: XmlNode, name: string, config: ToJsonConfig): JsonValue {
  const children = nodesSchema.parse(node[name]);
  const attributes = config.attributes === 'ignore' ? {} : readAttributes(node);
  const elements = elementsOf(children);
  const text = textOf(children, config);
  if (elements.length === 0 && Object.keys(attributes).length === 0) return text;
  const fields = new Map<string, JsonValue[]>();
  if (config.attributes === 'merge') for (const [key, value] of Object.entries(attributes)) add(fields, key, value);
  for (const [child, childNode] of elements) add(fields, nameOf(child, config), readElement(childNode, child, config));
  const grouped = config.attributes === 'group' && Object.keys(attributes).length > 0;
  return {
    ...(grouped ? { [config.attribute_key]: attributes } : {}),
    ...(text.trim() === '' ? {} : { [config.text_key]: text }),
    ...Object.fromEntries(Array.from(fields, ([key, values]) => [key, oneOrMany(values, config)])),
  };
}

function readAttributes(node: XmlNode): { readonly [name: string]: string } {
  const attributes = attributesSchema.parse(node[ATTRIBUTES]);
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, decodeXML(value)]));
}

function add(fields: Map<string, JsonValue[]>, name: string, value: JsonValue): void {
  const values = fields.get(name);
  if (values === undefined) fields.set(name, [value]);
  else values.push(value);
}

function oneOrMany(values: readonly JsonValue[], config: ToJsonConfig): JsonValue {
  const [only = null] = values;
  return values.length === 1 && !config.always_lists ? only : values;
}

function nameOf(name: string, config: ToJsonConfig): string {
  return config.lower_case_names ? name.toLowerCase() : name;
}

function textOf(children: readonly XmlNode[], config: ToJsonConfig): string {
  const parts = children.map((child) => {
    if (TEXT in child) return decodeXML(String(child[TEXT]));
    return CDATA in child ? leafSchema.parse(child[CDATA]) : '';
  });
  const text = config.collapse_spaces ? parts.join('').replace(/\s+/g, ' ') : parts.join('');
  return config.trim ? text.trim() : text;
}

/** What our own forms read of a JSON Schema (2020-12). The schemas of node types have no `$ref`, `allOf` and `if`. */
export type Schema = {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly 'x-widget'?: 'multiline' | 'code' | 'secret';
  /** The field matters only while another one at its side has one of these values. */
  readonly 'x-show-if'?: { readonly field: string; readonly is: readonly unknown[] };
  readonly [keyword: string]: unknown;
};

export type Value = unknown;
export type ObjectValue = { readonly [key: string]: Value };

export function isObjectValue(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text with an expression may stand at any place of a config. */
export function isExpression(value: Value): value is string {
  return typeof value === 'string' && value.includes('{{');
}

/** How a field is filled in. */
export type FieldKind =
  | 'choice'
  | 'switch'
  | 'number'
  | 'text'
  | 'long_text'
  | 'any'
  | 'condition'
  | 'object'
  | 'map'
  | 'texts'
  | 'list'
  | 'variants';

/** From so many characters on, a text has room for lines. */
const LONG = 10_000;

/** Of several forms that a value may have, the one that is easiest to fill in: names and values, lists, then whatever is first. */
function easiest(options: readonly Schema[]): Schema {
  return (
    options.find(({ properties, type }) => type === 'object' && properties === undefined) ??
    options.find(({ type }) => type === 'array') ??
    options[0] ??
    {}
  );
}

/** The schema that a field is filled in by: of alternatives without names, one is chosen. */
export function plainSchema(schema: Schema): Schema {
  if (!schema.anyOf) return schema;
  const { anyOf, ...rest } = schema;
  const options = anyOf.filter((option) => Object.keys(option).length > 0);
  if (options.length !== anyOf.length && !anyOf.some(({ type }) => type === 'object' || type === 'array')) return rest;
  const chosen = easiest(options);
  return { ...chosen, ...rest };
}

function kindOfObject({ properties, additionalProperties }: Schema): FieldKind {
  if (properties?.left_value && properties.operator) return 'condition';
  return properties === undefined && additionalProperties !== false ? 'map' : 'object';
}

export function kindOf(schema: Schema): FieldKind {
  if (schema.oneOf) return 'variants';
  if (schema.enum) return 'choice';
  switch (schema.type) {
    case 'boolean':
      return 'switch';
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
      if (schema['x-widget'] !== undefined) return 'long_text';
      return (schema.maxLength ?? LONG) >= LONG ? 'long_text' : 'text';
    case 'array':
      return schema.items?.type === 'string' && !schema.items.enum ? 'texts' : 'list';
    case 'object':
      return kindOfObject(schema);
    default:
      return 'any';
  }
}

/** Whether a field matters with what its neighbours have: an expression may come to anything, so it counts. */
export function isShown(property: Schema, siblings: ObjectValue, schema: Schema): boolean {
  const rule = property['x-show-if'];
  if (rule === undefined) return true;
  const value = siblings[rule.field] ?? schema.properties?.[rule.field]?.default;
  return isExpression(value) || rule.is.includes(value);
}

/** A value to begin with: what the schema names, or the least that fits. */
export function emptyValue(schema: Schema): Value {
  const plain = plainSchema(schema);
  if ('const' in plain) return plain.const;
  if (plain.default !== undefined) return plain.default;
  if (plain.enum) return plain.enum[0];
  if (plain.oneOf?.[0]) return emptyValue(plain.oneOf[0]);
  if (plain.type === 'object') return emptyObject(plain);
  if (plain.type === 'array') return [];
  if (plain.type === 'boolean') return false;
  return plain.type === 'number' || plain.type === 'integer' ? (plain.minimum ?? 0) : '';
}

function emptyObject({ properties = {}, required = [] }: Schema): ObjectValue {
  return Object.fromEntries(
    required.flatMap((name) => (properties[name] ? [[name, emptyValue(properties[name])]] : [])),
  );
}

/** What a config begins with: what has to be there and can be made without asking, and one condition where there are conditions. */
export function beginning(schema: Schema): Value {
  const plain = plainSchema(schema);
  if (plain.oneOf?.[0]) return beginning(plain.oneOf[0]);
  if (plain.type === 'array') return plain.items?.properties?.left_value ? [EMPTY_CONDITION] : [];
  const { properties = {}, required = [] } = plain;
  const entries = required.flatMap((name) => {
    const property = plainSchema(properties[name] ?? {});
    if ('const' in property) return [[name, property.const]];
    return property.type === 'object' || property.type === 'array' || property.oneOf
      ? [[name, beginning(property)]]
      : [];
  });
  return Object.fromEntries(entries);
}

const EMPTY_CONDITION = { left_value: '', operator: { type: 'string', operation: 'equals' }, right_value: '' };

/** Which of several named forms a value has: the one whose constants it has. */
export function variantOf(options: readonly Schema[], value: Value): number {
  if (!isObjectValue(value)) return 0;
  const fits = ({ properties = {} }: Schema): number => {
    const constants = Object.entries(properties).filter(([, property]) => 'const' in property);
    if (constants.some(([name, property]) => name in value && value[name] !== property.const)) return -1;
    return constants.filter(([name]) => name in value).length;
  };
  const scores = options.map(fits);
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}

/** Another form of a value: what both have is kept. */
export function asVariant(option: Schema, value: Value): ObjectValue {
  const before = isObjectValue(value) ? value : {};
  const kept = Object.entries(before).filter(
    ([name]) => option.properties?.[name] && !('const' in option.properties[name]),
  );
  const begin = emptyValue(option);
  return { ...(isObjectValue(begin) ? begin : {}), ...Object.fromEntries(kept) };
}

/** The words for a value of an enumeration: `not_equals` is "not equals". */
export function choiceLabel(value: unknown): string {
  return String(value).replaceAll('_', ' ');
}

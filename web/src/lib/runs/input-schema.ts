import type { WorkflowNode } from '../graph/graph.ts';
import { isObjectValue, type ObjectValue, type Schema } from '../schema/schema.ts';

const TYPES: { readonly [type: string]: Schema } = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  array: { type: 'array' },
  object: { type: 'object' },
  any: {},
  // What the fields of a form bring.
  text: { type: 'string', maxLength: 1000 },
  email: { type: 'string', maxLength: 1000 },
  long_text: { type: 'string' },
  checkbox: { type: 'boolean' },
};

const BODY = { title: 'Body', description: 'JSON, or a text.' };

/** What a call brings, for whoever tries a webhook out by hand. */
const CALL: Schema = {
  type: 'object',
  properties: {
    body: BODY,
    method: { type: 'string', title: 'Method', enum: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] },
    query: { type: 'object', title: 'Query parameters' },
    headers: { type: 'object', title: 'Headers' },
  },
};

function entriesOf(value: unknown): readonly ObjectValue[] {
  return Array.isArray(value) ? value.filter(isObjectValue) : [];
}

function fieldSchema({ name, type, label, description, default: begin }: ObjectValue): Schema {
  return {
    ...(TYPES[String(type)] ?? {}),
    title: String(label ?? name),
    ...(typeof description === 'string' && { description }),
    ...(begin !== undefined && begin !== null && { default: begin }),
  };
}

/** The fields that a trigger declares as its input; none where it takes what comes. */
function declaredFields({ type, config }: WorkflowNode): readonly ObjectValue[] {
  if (type === 'trigger.form') return entriesOf(config.fields).filter(({ name }) => typeof name === 'string');
  const { inputs } = config;
  return isObjectValue(inputs) && inputs.mode === 'fields' ? entriesOf(inputs.fields) : [];
}

/** Whether a trigger says what it wants. */
export function declaresInput(node: WorkflowNode): boolean {
  return declaredFields(node).length > 0;
}

/** What a trigger is to be given, as a form asks for it; `null` where it takes anything. */
export function inputSchemaOf(node: WorkflowNode): Schema | null {
  if (node.type === 'trigger.webhook') return CALL;
  const fields = declaredFields(node);
  if (fields.length === 0) return null;
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [String(field.name), fieldSchema(field)])),
    required: fields.filter(({ required }) => required === true).map(({ name }) => String(name)),
  };
}

const EMPTY: { readonly [type: string]: unknown } = { string: '', number: 0, boolean: false, array: [], object: {} };

/** An input to begin with: what the trigger declares, or what its kind brings. */
export function sampleInput(node: WorkflowNode): ObjectValue {
  if (node.type === 'trigger.webhook')
    return { method: 'POST', path: '', headers: {}, query: {}, body: { hello: 'world' } };
  const { properties = {} } = inputSchemaOf(node) ?? {};
  return Object.entries(properties).reduce<ObjectValue>(
    (input, [name, { default: begin, type = '' }]) => withField(input, name, begin ?? EMPTY[type] ?? null),
    {},
  );
}

/** What stands under a name, with dots for fields of fields. */
export function fieldOf(input: ObjectValue, name: string): unknown {
  return name.split('.').reduce<unknown>((at, step) => (isObjectValue(at) ? at[step] : undefined), input);
}

/** The input with a value under a name, with dots for fields of fields; `undefined` takes it away. */
export function withField(input: ObjectValue, name: string, value: unknown): ObjectValue {
  const [step = '', ...rest] = name.split('.');
  const before = input[step];
  const next = rest.length === 0 ? value : withField(isObjectValue(before) ? before : {}, rest.join('.'), value);
  const { [step]: _before, ...others } = input;
  return next === undefined ? others : { ...input, [step]: next };
}

/** The labels of the fields that have to be filled in and are not. */
export function missingFields({ properties = {}, required = [] }: Schema, input: ObjectValue): readonly string[] {
  const missing = required.filter((name) => {
    const value = fieldOf(input, name) ?? properties[name]?.default;
    return value === undefined || value === null || value === '';
  });
  return missing.map((name) => properties[name]?.title ?? name);
}

import type { JsonSchema } from '../operations.ts';
import { MAX_DEPTH, optionsOf, type Parts, type PartsOf, typeOf } from './schema-parts.ts';

const FORMATS: { readonly [format: string]: () => string } = {
  uuid: () => crypto.randomUUID(),
  'date-time': () => '2030-01-01T00:00:00Z',
  date: () => '2030-01-01',
  email: () => 'nobody@example.com',
  uri: () => 'https://example.com/',
  password: () => 'correct horse battery',
};

type Maker = (parts: Parts, inner: (schema: JsonSchema) => unknown) => unknown;

const BY_TYPE: { readonly [type: string]: Maker } = {
  array: ({ minItems, items }, inner) => Array.from({ length: minItems }, () => inner(items ?? {})),
  string: ({ format, minLength }) => FORMATS[format ?? '']?.() ?? 'x'.repeat(Math.max(1, minLength)),
  integer: ({ minimum }) => minimum ?? 1,
  number: ({ minimum }) => minimum ?? 1,
  boolean: () => true,
  null: () => null,
  object: ({ properties, required }, inner) =>
    Object.fromEntries(required.map((name) => [name, inner(properties[name] ?? {})])),
};

/** A value that a schema allows, as far as that can be guessed: what is required, and of that the least. */
export function sampleOf(partsOf: PartsOf, schema: JsonSchema, depth = 0): unknown {
  const parts = partsOf(schema);
  const given = [parts.example, parts.const, parts.default, parts.enum?.[0]].find((value) => value !== undefined);
  if (given !== undefined) return given;
  const inner = (below: JsonSchema) => (depth > MAX_DEPTH ? null : sampleOf(partsOf, below, depth + 1));
  const [first] = optionsOf(parts);
  return first === undefined ? BY_TYPE[typeOf(parts)]?.(parts, inner) : inner(first);
}

import type { JsonSchema } from '../operations.ts';
import { MAX_DEPTH, optionsOf, type Parts, type PartsOf } from './schema-parts.ts';

/** A schema inside of another: where it is, and how a value of the other looks that has this one there. */
export type FoundSchema = {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly parts: Parts;
  readonly place: (value: unknown) => unknown;
};

/** All schemas inside of one, itself first. `base`: an object of a schema, around a field that is set. */
export function* walkSchema(
  { partsOf, base }: { readonly partsOf: PartsOf; readonly base: (schema: JsonSchema) => object },
  schema: JsonSchema,
  above: Pick<FoundSchema, 'path' | 'place'> = { path: [], place: (value) => value },
): Generator<FoundSchema> {
  const parts = partsOf(schema);
  const { path, place } = above;
  yield { path, schema, parts, place };
  if (path.length > MAX_DEPTH) return;
  const read = { partsOf, base };
  for (const option of optionsOf(parts)) yield* walkSchema(read, option, above);
  if (parts.items !== undefined) {
    yield* walkSchema(read, parts.items, { path: [...path, '[]'], place: (value) => place([value]) });
  }
  for (const [name, property] of Object.entries(parts.properties)) {
    const inside = (value: unknown) => place({ ...base(schema), [name]: value });
    yield* walkSchema(read, property, { path: [...path, name], place: inside });
  }
}

import type { JsonSchema } from '../operations.ts';
import { sampleOf } from './sample-of.ts';
import { optionsOf, type Parts, readSchemas } from './schema-parts.ts';
import { type FoundSchema, walkSchema } from './walk-schema.ts';

/** A value with an id in one place of it. */
type PlacedId = { readonly field: string; readonly path: string; readonly withId: (id: string) => unknown };

/** What a schema of the document allows. */
export type Samples = {
  of(schema: JsonSchema): unknown;
  /** All the places for ids, by the format or the name of the field. */
  ids(schema: JsonSchema): readonly PlacedId[];
  /** The paths of the objects that name their fields, and take others too. */
  openObjects(schema: JsonSchema): readonly string[];
};

export function createSamples(document: unknown): Samples {
  const partsOf = readSchemas(document);
  const base = (schema: JsonSchema): object => Object(sampleOf(partsOf, schema));

  function isId({ path, parts }: FoundSchema): boolean {
    if (/_ids?$/.test(path.findLast((step) => step !== '[]') ?? '')) return !isContainer(parts);
    return [parts, ...optionsOf(parts).map(partsOf)].some(({ format }) => format === 'uuid');
  }

  return {
    of: (schema) => sampleOf(partsOf, schema),
    ids: (schema) =>
      [...walkSchema({ partsOf, base }, schema)].filter(isId).map(({ path, place }) => ({
        field: path.findLast((step) => step !== '[]') ?? '',
        path: path.join('.'),
        withId: place,
      })),
    openObjects: (schema) =>
      [...walkSchema({ partsOf, base }, schema)]
        .filter(({ parts }) => Object.keys(parts.properties).length > 0 && parts.additionalProperties !== false)
        .map(({ path }) => path.join('.')),
  };
}

function isContainer({ items, properties }: Parts): boolean {
  return items !== undefined || Object.keys(properties).length > 0;
}

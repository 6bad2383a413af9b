import { z } from 'zod';
import type { JsonSchema } from '../operations.ts';

const partsSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  properties: z.record(z.string(), z.looseObject({})).default({}),
  required: z.array(z.string()).default([]),
  items: z.looseObject({}).optional(),
  minItems: z.number().default(0),
  minLength: z.number().default(1),
  minimum: z.number().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.looseObject({})).default([]),
  oneOf: z.array(z.looseObject({})).default([]),
  allOf: z.array(z.looseObject({})).optional(),
  additionalProperties: z.union([z.boolean(), z.looseObject({})]).optional(),
});

/** What tests read of a JSON schema. */
export type Parts = z.infer<typeof partsSchema>;

/** Reads a schema, follows its reference, and takes the parts of `allOf` together. */
export type PartsOf = (schema: JsonSchema) => Parts;

/** Schemas that hold themselves end at this depth. */
export const MAX_DEPTH = 8;

/** The schemas of an OpenAPI document. */
export function readSchemas(document: unknown): PartsOf {
  const { components } = z
    .looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }) })
    .parse(document);

  function partsOf(schema: JsonSchema): Parts {
    const parts = partsSchema.parse(schema);
    const name = parts.$ref?.replace('#/components/schemas/', '');
    const whole = name === undefined ? parts : partsSchema.parse({ ...components.schemas[name], ...schema });
    return whole.allOf === undefined ? whole : merge(whole.allOf.map(partsOf));
  }

  return partsOf;
}

function merge(all: readonly Parts[]): Parts {
  return partsSchema.parse({
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map(({ properties }) => properties)),
    required: all.flatMap(({ required }) => required),
  });
}

/** The schemas of which a value fits one; `null` is left aside. */
export function optionsOf({ anyOf, oneOf }: Parts): readonly JsonSchema[] {
  return [...anyOf, ...oneOf].filter((option) => option.type !== 'null');
}

export function typeOf({ type }: Parts): string {
  return (typeof type === 'string' ? type : type?.find((one) => one !== 'null')) ?? 'object';
}

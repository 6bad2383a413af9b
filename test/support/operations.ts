import { z } from 'zod';

/** A JSON schema, as far as tests read it. */
const schemaSchema = z.looseObject({});
export type JsonSchema = z.infer<typeof schemaSchema>;

const operationSchema = z.looseObject({
  operationId: z.string().default(''),
  'x-permission': z.string().default('none'),
  'x-step-up': z.boolean().default(false),
  requestBody: z
    .looseObject({
      required: z.boolean().default(false),
      content: z.record(z.string(), z.looseObject({ schema: schemaSchema.optional() })).default({}),
    })
    .optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.looseObject({}) })).default([]),
});

const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** One operation of an OpenAPI document, as tests that go over all routes need it. */
export type Operation = {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** The path as Hono's router knows it. */
  readonly pattern: string;
  readonly permission: string;
  /** Whether it asks for a proof within the last ten minutes. */
  readonly stepUp: boolean;
  readonly takesBody: boolean;
  readonly needsBody: boolean;
  /** The schema of its JSON body, with references unresolved. */
  readonly body: JsonSchema | null;
  readonly parameters: z.infer<typeof operationSchema>['parameters'];
};

/** All operations of an OpenAPI document. */
export function operationsOf(document: unknown): Operation[] {
  const { paths } = documentSchema.parse(document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => ({
      id: operation.operationId,
      name: `${verb.toUpperCase()} ${path}`,
      method: verb.toUpperCase(),
      path,
      pattern: path.replace('{rest}', ':rest{.+}').replaceAll(/\{(\w+)\}/g, ':$1'),
      permission: operation['x-permission'],
      stepUp: operation['x-step-up'],
      takesBody: operation.requestBody !== undefined,
      needsBody: operation.requestBody?.required === true,
      body: operation.requestBody?.content['application/json']?.schema ?? null,
      parameters: operation.parameters,
    })),
  );
}

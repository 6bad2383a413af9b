import { z } from 'zod';

const operationSchema = z.looseObject({
  'x-permission': z.string().default('none'),
  requestBody: z.looseObject({ required: z.boolean().default(false) }).optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.looseObject({}) })).default([]),
});

const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** One operation of an OpenAPI document, as tests that go over all routes need it. */
export type Operation = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** The path as Hono's router knows it. */
  readonly pattern: string;
  readonly permission: string;
  readonly takesBody: boolean;
  readonly parameters: z.infer<typeof operationSchema>['parameters'];
};

/** All operations of an OpenAPI document. */
export function operationsOf(document: unknown): Operation[] {
  const { paths } = documentSchema.parse(document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => ({
      name: `${verb.toUpperCase()} ${path}`,
      method: verb.toUpperCase(),
      path,
      pattern: path.replace('{rest}', ':rest{.+}').replaceAll(/\{(\w+)\}/g, ':$1'),
      permission: operation['x-permission'],
      takesBody: operation.requestBody !== undefined,
      parameters: operation.parameters,
    })),
  );
}

import { z } from '@hono/zod-openapi';

/** A path parameter that holds a UUID. It becomes lower case, because ids are compared as texts and name objects. */
export function idParameter(description: string) {
  return z.uuid().toLowerCase().openapi({ description, example: '019a0000-0000-7000-8000-000000000001' });
}

/** The path of a workspace. Extend it for what lies below: `workspacePath.extend({ workflow_id: idParameter('…') })`. */
export const workspacePath = z.strictObject({ workspace_id: idParameter('The workspace.') });

/** A required JSON body. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** A JSON body that may be missing, because each of its fields may. */
export function optionalBody<Schema extends z.ZodType>(schema: Schema) {
  return { ...jsonBody(schema), required: false };
}

/** A response with a JSON body. */
export function jsonResponse<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

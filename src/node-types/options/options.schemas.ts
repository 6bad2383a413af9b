import { z } from '@hono/zod-openapi';
import type { JsonObject } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import { wholeListSchema } from '../../shared/pagination.ts';

const MAX_CONFIG_LENGTH = 100_000;

export const askOptionsSchema = z
  .strictObject({
    field: z.string().min(1).max(100).openapi({ description: 'The field of the config.', example: 'from' }),
    credential_id: z
      .uuid()
      .toLowerCase()
      .optional()
      .openapi({ description: 'The credential that the service is asked with.' }),
    config: z
      .custom<JsonObject>(isObject, 'Expected an object')
      .refine((config) => jsonLength(config) <= MAX_CONFIG_LENGTH, `Expected at most ${MAX_CONFIG_LENGTH} characters`)
      .default({})
      .openapi({ type: 'object', additionalProperties: true, description: 'The config as drawn so far.' }),
  })
  .openapi('AskOptions');

export type AskOptions = z.infer<typeof askOptionsSchema>;

const optionSchema = z.strictObject({ value: z.string(), label: z.string() }).openapi('FieldOption');

export const optionListSchema = wholeListSchema(optionSchema);

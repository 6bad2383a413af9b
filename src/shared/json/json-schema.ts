import { z } from '@hono/zod-openapi';
import type { JsonValue } from './json.ts';

/** Any JSON value, for what was parsed from JSON and is handed on as it is. */
export function jsonValueSchema(description = 'Any JSON value.') {
  return z.custom<JsonValue>().openapi({
    type: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    description,
  });
}

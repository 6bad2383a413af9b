import { z } from '@hono/zod-openapi';
import type { JsonObject, JsonValue } from '../engine/json.ts';
import { isNumeric } from '../numbers/exact-number.ts';
import { isObject } from '../shared/json/json.ts';
import { jsonLength } from '../shared/json/json-length.ts';
import { jsonValueSchema } from '../shared/json/json-schema.ts';
import { timezoneSchema } from '../workflows/graph/graph.schemas.ts';

/** UTF-16 units of JSON that a value to be evaluated may have: compiling it takes time, too. */
const MAX_VALUE_LENGTH = 100_000;
const MAX_INDEX = 250_000;

const object = z
  .custom<JsonObject>(isObject, 'Expected an object')
  .openapi({ type: 'object', additionalProperties: true });
const items = z.array(object);
const index = z.int().min(0).max(MAX_INDEX);

const GIVEN = ['items', 'node_outputs', 'input_data', 'variables', 'timezone'] as const;

/** Data of an execution, or data that are given: one or the other. */
export const evaluateSchema = z
  .strictObject({
    value: jsonValueSchema('A text with expressions, or any value of a config with such texts in it.').refine(
      (value) => value !== undefined && jsonLength(value) <= MAX_VALUE_LENGTH,
      `Expected a value of at most ${MAX_VALUE_LENGTH} characters`,
    ),
    expression_errors: z.enum(['strict', 'lenient']).optional().openapi({
      description: "What an expression that fails does. Default: as the execution's workflow says, otherwise `strict`.",
    }),
    item_index: index.default(0).openapi({ description: 'Index of the current item in what the node received.' }),
    run_index: index.optional().openapi({ description: 'Which run of the node; default: its latest.' }),
    execution_id: z.uuid().toLowerCase().optional().openapi({ description: 'An execution whose data are read.' }),
    node_id: z.string().min(1).max(100).optional().openapi({ description: 'The node of it that would evaluate this.' }),
    items: items.optional().openapi({ description: 'The JSON of the items that the node receives.' }),
    node_outputs: z.record(z.string().max(255), items).optional().openapi({
      description:
        'By id or name of a node, the JSON of its items: one for all, or one for each item of the same index.',
    }),
    input_data: jsonValueSchema('Input of the execution.').optional(),
    variables: object.optional(),
    timezone: timezoneSchema.optional().openapi({ description: 'IANA name; default UTC.' }),
  })
  .superRefine((body, context) => {
    if ((body.execution_id === undefined) !== (body.node_id === undefined)) {
      context.addIssue({ code: 'custom', path: ['node_id'], message: 'An execution and its node go together' });
    }
    for (const field of GIVEN.filter((name) => body.execution_id !== undefined && body[name] !== undefined)) {
      context.addIssue({ code: 'custom', path: [field], message: 'The data are those of the execution' });
    }
  })
  .openapi('EvaluateExpression');

export type EvaluateExpression = z.infer<typeof evaluateSchema>;

const VALUE_TYPES = ['undefined', 'null', 'boolean', 'number', 'string', 'array', 'object'] as const;

const valueSchema = z
  .strictObject({
    value: jsonValueSchema('What it came to; `null` for undefined.'),
    type: z.enum(VALUE_TYPES),
  })
  .openapi('ExpressionValue');

const failureSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      expression: z.string().nullable().openapi({ description: 'The expression that failed, without its braces.' }),
      path: z
        .array(z.union([z.string(), z.int()]))
        .openapi({ description: 'Where in the value its text stands; empty for the value itself.' }),
      column: z.int().nullable().openapi({ description: 'Column in the text, from 1.' }),
    }),
  })
  .openapi('ExpressionFailure');

/** An expression that fails is an answer like any other. */
export const evaluationSchema = z.union([valueSchema, failureSchema]);

export type Evaluation = z.infer<typeof evaluationSchema>;
export type ValueType = (typeof VALUE_TYPES)[number];

/** The type of what an expression came to. */
export function valueType(value: JsonValue | undefined): ValueType {
  if (value === undefined) return 'undefined';
  if (value === null) return 'null';
  if (isObject(value)) return 'object';
  if (typeof value === 'string') return 'string';
  if (isNumeric(value)) return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'array';
}

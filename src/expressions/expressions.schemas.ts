import { z } from '@hono/zod-openapi';
import type { JsonObject, JsonValue } from '../engine/json.ts';
import { isNumeric } from '../numbers/exact-number.ts';
import { isObject } from '../shared/json/json.ts';
import { jsonLength } from '../shared/json/json-length.ts';
import { jsonValueSchema } from '../shared/json/json-schema.ts';
import { wholeListSchema } from '../shared/pagination.ts';
import { timezoneSchema } from '../workflows/graph/graph.schemas.ts';
import { rawGraphFields } from '../workflows/model/workflows.schemas.ts';

/** UTF-16 units of JSON that a value to be evaluated may have: compiling it takes time, too. */
const MAX_VALUE_LENGTH = 100_000;
const MAX_INDEX = 250_000;

const object = z
  .custom<JsonObject>(isObject, 'Expected an object')
  .openapi({ type: 'object', additionalProperties: true });
const items = z.array(object);
const index = z.int().min(0).max(MAX_INDEX);

const GIVEN = ['items', 'node_outputs', 'input_data', 'variables', 'timezone'] as const;

/** How many values one request may have, and how much JSON they may be together. */
const MAX_VALUES = 100;
const MAX_VALUES_LENGTH = 200_000;

/** Data of an execution, of a drawing, or data that are given: one of these. */
const sourceFields = {
  expression_errors: z.enum(['strict', 'lenient']).optional().openapi({
    description: "What an expression that fails does. Default: as the execution's workflow says, otherwise `strict`.",
  }),
  item_index: index.default(0).openapi({ description: 'Index of the current item in what the node received.' }),
  run_index: index.optional().openapi({
    description: 'Which run of the node; default: its latest or, of a drawing, what it would receive now.',
  }),
  execution_id: z.uuid().toLowerCase().optional().openapi({ description: 'An execution whose data are read.' }),
  node_id: z.string().min(1).max(100).optional().openapi({ description: 'The node that would evaluate this.' }),
  workflow_id: z.uuid().toLowerCase().optional().openapi({
    description:
      'A workflow in whose drawing the node stands: it need not have run. It reads what the nodes before it have brought forth in `execution_id`, if that is named, and what is pinned to them.',
  }),
  graph: z
    .strictObject(rawGraphFields)
    .optional()
    .openapi({ description: 'A drawing of `workflow_id` that is not saved; default: the one that is.' }),
  items: items.optional().openapi({ description: 'The JSON of the items that the node receives.' }),
  node_outputs: z.record(z.string().max(255), items).optional().openapi({
    description: 'By id or name of a node, the JSON of its items: one for all, or one for each item of the same index.',
  }),
  input_data: jsonValueSchema('Input of the execution.').optional(),
  variables: object.optional(),
  timezone: timezoneSchema.optional().openapi({ description: 'IANA name; default UTC.' }),
};

type SourceBody = z.infer<z.ZodObject<typeof sourceFields>>;

/** What is wrong with the choice of data. */
function checkSource(body: SourceBody, context: z.RefinementCtx): void {
  const { execution_id: execution, workflow_id: workflow, node_id: node, graph } = body;
  const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  const isOfNode = execution !== undefined || workflow !== undefined;
  if (isOfNode !== (node !== undefined)) refuse('node_id', 'An execution, or a workflow, and its node go together');
  if (graph !== undefined && workflow === undefined) refuse('workflow_id', 'A drawing is one of a workflow');
  for (const field of GIVEN.filter((name) => isOfNode && body[name] !== undefined)) {
    refuse(field, 'The data are those of the execution');
  }
}

const valueField = jsonValueSchema('A text with expressions, or any value of a config with such texts in it.').refine(
  (value) => value !== undefined && jsonLength(value) <= MAX_VALUE_LENGTH,
  `Expected a value of at most ${MAX_VALUE_LENGTH} characters`,
);

export const evaluateSchema = z
  .strictObject({ value: valueField, ...sourceFields })
  .superRefine(checkSource)
  .openapi('EvaluateExpression');

export type EvaluateExpression = z.infer<typeof evaluateSchema>;

/** The data of a request, without what is evaluated over them. */
export type ExpressionSource = Omit<EvaluateExpression, 'value'>;

export const evaluateManySchema = z
  .strictObject({
    values: z
      .array(valueField)
      .min(1)
      .max(MAX_VALUES)
      .refine(
        (values) => jsonLength(values) <= MAX_VALUES_LENGTH,
        `Expected at most ${MAX_VALUES_LENGTH} characters in all`,
      )
      .openapi({ description: `Each for itself; ${MAX_VALUES} at most.` }),
    ...sourceFields,
  })
  .superRefine(checkSource)
  .openapi('EvaluateExpressions');

export type EvaluateMany = z.infer<typeof evaluateManySchema>;

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

export const evaluationsSchema = z
  .strictObject({
    results: z.array(evaluationSchema).openapi({ description: 'What each value came to, in their order.' }),
  })
  .openapi('ExpressionResults');

const referenceEntrySchema = z
  .strictObject({
    of: z.string().openapi({
      description:
        'What has it: `names` stand for themselves, `names.Math` and the like belong to such a name, all others are values of a type: `text`, `list`, `DateTime` …',
    }),
    name: z.string(),
    kind: z.enum(['function', 'value']),
    signature: z.string().openapi({ example: "padStart(length, filler = ' '): text" }),
    text: z.string(),
  })
  .openapi('ExpressionName');

export const referenceSchema = wholeListSchema(referenceEntrySchema);

export type Evaluations = z.infer<typeof evaluationsSchema>;
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

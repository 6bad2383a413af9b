import { z } from 'zod';
import type { JsonObject } from '../engine/json.ts';
import { isObject } from '../shared/json/json.ts';
import { wholeListSchema } from '../shared/pagination.ts';
import { MAX_TYPE_LENGTH } from '../workflows/graph/graph-limits.ts';

const handles = z.strictObject({ handles: z.array(z.string()).readonly(), depends_on_config: z.boolean() });

/** A node type, good enough to draw a form and a node from. */
export const nodeTypeSchema = z
  .strictObject({
    type: z.string(),
    kind: z.enum(['trigger', 'action', 'logic']),
    name: z.string(),
    description: z.string(),
    group: z.enum(['triggers', 'actions', 'logic', 'integrations']),
    icon: z.string().meta({ description: 'The name of an icon of lucide.' }),
    keywords: z.array(z.string()).readonly().meta({ description: 'Other words by which people look for it.' }),
    order: z.int().meta({ description: 'Its place among all types, from 0.' }),
    inputs: handles,
    outputs: handles,
    effect: z.enum(['none', 'read', 'write', 'depends_on_config']),
    delivery: z.enum(['at-least-once', 'at-most-once']),
    credentials: z.array(z.string()).readonly(),
    example: z.record(z.string(), z.unknown()).meta({ description: 'A config that validates.' }),
    sample_output: z.record(z.string(), z.unknown()).nullable().meta({
      description:
        'The JSON of an item that it typically brings forth; null: that depends on its input and its config.',
    }),
    verbatim: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Fields at the top of the config in which expressions are not resolved.' }),
    config_schema: z.record(z.string(), z.unknown()).meta({
      description:
        'JSON Schema (2020-12) of the config. Any value may also be a text with an expression. `x-widget` (`multiline`, `code`, `secret`), `x-language` and `x-show-if` tell how a form shows a field.',
    }),
  })
  .meta({ id: 'NodeType' });
export type NodeType = z.infer<typeof nodeTypeSchema>;

export const nodeTypeListSchema = wholeListSchema(nodeTypeSchema);

/** Nodes of one request: a drawing asks for all that it has at once. */
const MOST_NODES = 1000;

export const shapeNodesSchema = z.strictObject({
  nodes: z
    .array(
      z.strictObject({
        type: z.string().max(MAX_TYPE_LENGTH),
        config: z
          .custom<JsonObject>(isObject, 'Expected an object')
          .meta({ type: 'object', additionalProperties: true }),
        on_error: z.enum(['stop', 'continue', 'error_output']).optional(),
        disabled: z.boolean().optional(),
      }),
    )
    .max(MOST_NODES),
});
export type ShapeNodes = z.infer<typeof shapeNodesSchema>;

export const nodeShapeListSchema = wholeListSchema(
  z
    .strictObject({
      type: z.string(),
      inputs: z.array(z.string()).readonly(),
      outputs: z.array(z.string()).readonly(),
      effect: z.enum(['none', 'read', 'write']),
    })
    .meta({ id: 'NodeShape' })
    .nullable(),
);

import { z } from 'zod';
import { wholeListSchema } from '../shared/pagination.ts';

const handles = z.strictObject({ handles: z.array(z.string()).readonly(), depends_on_config: z.boolean() });

/** A node type, good enough to draw a form and a node from. */
export const nodeTypeSchema = z
  .strictObject({
    type: z.string(),
    kind: z.enum(['trigger', 'action', 'logic']),
    name: z.string(),
    description: z.string(),
    group: z.enum(['triggers', 'actions', 'logic', 'integrations']),
    inputs: handles,
    outputs: handles,
    effect: z.enum(['none', 'read', 'write', 'depends_on_config']),
    delivery: z.enum(['at-least-once', 'at-most-once']),
    credentials: z.array(z.string()).readonly(),
    example: z.record(z.string(), z.unknown()).meta({ description: 'A config that validates.' }),
    config_schema: z.record(z.string(), z.unknown()).meta({
      description: 'JSON Schema (2020-12) of the config. Any value may also be a text with an expression.',
    }),
  })
  .meta({ id: 'NodeType' });
export type NodeType = z.infer<typeof nodeTypeSchema>;

export const nodeTypeListSchema = wholeListSchema(nodeTypeSchema);

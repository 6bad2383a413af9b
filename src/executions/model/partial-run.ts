import { z } from '@hono/zod-openapi';
import type { JsonValue } from '../../engine/json.ts';

/** How an execution differs from a whole run of its version: `executions.run_options`. */
export const partialRunSchema = z
  .strictObject({
    destination_node_id: z.string().exactOptional().openapi({
      description: 'Only this node and what leads to it take part.',
    }),
    start_node_id: z.string().exactOptional().openapi({
      description: 'This node and what follows it are performed; all else reuses the data of `reuse_execution_id`.',
    }),
    reuse_execution_id: z.uuid().exactOptional().openapi({
      description: 'The earlier execution whose data are reused.',
    }),
    from: z.literal('failed_node').exactOptional().openapi({
      description:
        'What the earlier execution completed is reused; the node that failed and what never ran are performed.',
    }),
    pinned: z.boolean().exactOptional().openapi({
      description: 'Nodes with pinned data are not performed: they bring forth those data.',
    }),
  })
  .openapi('PartialRun');

export type PartialRun = z.infer<typeof partialRunSchema>;

/** The stored options of an execution. Throws for what we never stored. */
export function parsePartialRun(stored: JsonValue): PartialRun {
  return partialRunSchema.parse(stored ?? {});
}

/** The options as they are stored: `null` for a whole run. */
export function storedPartialRun(options: PartialRun): JsonValue {
  return Object.keys(options).length === 0 ? null : { ...options };
}

/** Why the data of an earlier execution can't be reused: there are none (any more), or those of a node were cut, or not kept. */
export type ReuseObstacle =
  | { readonly type: 'missing' }
  | { readonly type: 'cut' | 'redacted'; readonly nodeId: string };

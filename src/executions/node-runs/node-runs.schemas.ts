import { z } from '@hono/zod-openapi';
import { jsonValueSchema } from '../../shared/json/json-schema.ts';
import { longPageQuery } from '../../shared/pagination.ts';
import { nodeExecutionSchema } from '../model/executions.schemas.ts';

const { input_data, output_data, logs, ...outline } = nodeExecutionSchema.shape;

const countsSchema = z.record(z.string(), z.int());

const OUTPUT_STATES = ['none', 'kept', 'apart', 'too_large', 'not_kept'] as const;

const outputSchema = z.strictObject({
  state: z.enum(OUTPUT_STATES).openapi({
    description:
      '`none`: it brought forth nothing (yet); `apart`: it lies in the bucket; `too_large`: history had no room for it; `not_kept`: the workflow keeps no data here.',
  }),
  counts: countsSchema.nullable().openapi({ description: 'Items by handle; null where nobody knows.' }),
  size: z.int().nullable().openapi({ description: 'Characters of its JSON, or of what stands in its place.' }),
  file_id: z.uuid().nullable().openapi({ description: 'The file by which it can be downloaded, if it lies apart.' }),
});

/** One run of one node without its data: how many items came in and went out, and how large they are. */
export const nodeRunSchema = z
  .strictObject({
    ...outline,
    inputs: countsSchema.openapi({ description: 'Items that it received, by its own handles.' }),
    output: outputSchema,
    log_lines: z.int().openapi({ description: 'How many lines it wrote to its console.' }),
  })
  .openapi('NodeRun');

export type NodeRun = z.infer<typeof nodeRunSchema>;
export type OutputSummary = NodeRun['output'];

/** Digits and nothing else: an empty text is no number. */
const index = z
  .string()
  .regex(/^\d{1,9}$/, 'Expected a whole number')
  .transform(Number)
  .default(0);

export const listItemsQuery = z.strictObject({
  run_index: index.openapi({ type: 'integer', description: 'Which run of the node.' }),
  of: z.enum(['output', 'input', 'logs']).default('output'),
  handle: z.string().min(1).max(100).default('main').openapi({ description: 'The handle; logs have none.' }),
  search: z.string().min(1).max(200).optional().openapi({
    description: 'Only items with this text in a name or a value, in upper or lower case.',
  }),
  from: index.openapi({ type: 'integer', description: 'The index to begin at, where there is no cursor.' }),
  ...longPageQuery,
});

export type ListItems = z.infer<typeof listItemsQuery>;

const shownItemSchema = z
  .strictObject({
    index: z.int().openapi({ description: 'Its place among the items of the handle, from 0.' }),
    size: z.int().openapi({ description: 'Characters of its JSON.' }),
    item: jsonValueSchema(
      'The item (`json`, `binary`, `from`), or the line of the log; null if it is too large for a page of several. `limit=1` shows it.',
    ),
    start: z.string().nullable().openapi({ description: 'The beginning of its JSON where `item` is null.' }),
  })
  .openapi('ShownItem');

export type ShownItem = z.infer<typeof shownItemSchema>;

export const itemPageSchema = z
  .strictObject({
    data: z.array(shownItemSchema),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
    incomplete: z.boolean().openapi({
      description:
        'Whether the page is not full because it has read as much as one request does; `next_cursor` goes on.',
    }),
    withheld: jsonValueSchema(
      'What stands in place of items that are not shown: that they are not kept, were too large, or are gone. null: nothing is missing.',
    ),
  })
  .openapi('ItemPage');

export type ItemPage = z.infer<typeof itemPageSchema>;

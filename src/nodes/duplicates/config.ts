import { z } from 'zod';
import { dotNotation, fieldNames, operation, optionalJson } from '../fields.ts';

const scope = z.enum(['node', 'workflow']).default('node').meta({
  title: 'Scope',
  description: 'Whether the node has a history of its own, or shares that of the workflow with others of this scope.',
});

const withinInput = z
  .strictObject({
    operation: operation('within_input', 'Lets the first of several items through that are the same.').default(
      'within_input',
    ),
    compare: z
      .enum(['all', 'selected', 'except'])
      .default('all')
      .meta({ title: 'Compare', description: 'Which fields have to be the same: all, the named ones, or all others.' }),
    fields: fieldNames()
      .default([])
      .meta({ title: 'Fields', description: 'The fields that are compared (selected), or are not (except).' }),
    remove_other_fields: z
      .boolean()
      .default(false)
      .meta({ title: 'Drop other fields', description: 'Keeps only the fields that are compared.' }),
    dot_notation: dotNotation(),
  })
  .meta({ title: 'Within the input' });

const seenBefore = z
  .strictObject({
    operation: operation('seen_before', 'Lets items through that earlier runs have not brought.'),
    keep: z.enum(['new', 'higher', 'later']).default('new').meta({
      title: 'Keep items whose value is',
      description: 'New, a number higher than all before, or a date later than all before.',
    }),
    value: optionalJson().meta({ title: 'Value', description: 'What is compared, as a rule an expression: an id.' }),
    scope,
    history_size: z.number().int().min(1).max(1_000_000).default(10_000).meta({
      title: 'History size',
      description: 'How many values are kept to tell new ones from; the oldest are dropped.',
    }),
  })
  .meta({ title: 'Across executions' });

const clearHistory = z
  .strictObject({
    operation: operation('clear_history', 'Forgets what earlier runs have brought. The items go on as they came.'),
    scope,
  })
  .meta({ title: 'Clear the history' });

/** The config of the node that removes duplicates. */
export const duplicatesConfigSchema = z.discriminatedUnion('operation', [withinInput, seenBefore, clearHistory]);

export type DuplicatesConfig = z.infer<typeof duplicatesConfigSchema>;
export type WithinInputConfig = z.infer<typeof withinInput>;
export type SeenBeforeConfig = z.infer<typeof seenBefore>;

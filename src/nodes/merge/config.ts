import { z } from 'zod';
import { dotNotation, fieldName } from '../fields.ts';

/** The most inputs that a merge can have. */
export const MAX_INPUTS = 10;

function mode<Name extends string>(name: Name, description: string) {
  return z.literal(name).meta({ title: 'Mode', description });
}

const inputs = z
  .number()
  .int()
  .min(2)
  .max(MAX_INPUTS)
  .default(2)
  .meta({ title: 'Inputs', description: 'How many inputs there are, from input_1 on.' });

const clash = z
  .strictObject({
    prefer: z
      .union([z.enum(['last', 'suffix']), z.number().int().min(1).max(MAX_INPUTS)])
      .default('last')
      .meta({
        title: 'When fields clash',
        description:
          'Which input wins: the last, that of a number, or none: the number of its input is put after each name.',
      }),
    merge: z
      .enum(['deep', 'shallow'])
      .default('deep')
      .meta({ title: 'Objects', description: 'Whether objects in both are merged field by field (deep) or replaced.' }),
    override_empty: z
      .boolean()
      .default(false)
      .meta({ title: 'Override empty', description: 'Whether an empty value gives way to one that is not.' }),
  })
  .default({ prefer: 'last', merge: 'deep', override_empty: false })
  .meta({ title: 'Clashes', description: 'What happens when several inputs have a field of the same name.' });

const append = z
  .strictObject({ mode: mode('append', 'All items of the first input, then those of the next.'), inputs })
  .meta({ title: 'Append' });

const byPosition = z
  .strictObject({
    mode: mode('by_position', 'The first items of all inputs become one, then the second ones.'),
    inputs,
    include_unpaired: z.boolean().default(false).meta({
      title: 'Include unpaired',
      description: 'Whether items go on that have no partner in the other inputs.',
    }),
    clash,
  })
  .meta({ title: 'By position' });

const byFields = z
  .strictObject({
    mode: mode('by_fields', 'Items of input_1 and input_2 whose fields are the same become one.'),
    fields: z
      .array(
        z.strictObject({
          input_1: fieldName().meta({ title: 'Field of input_1', description: 'The field in the items of input_1.' }),
          input_2: fieldName().meta({ title: 'Field of input_2', description: 'The field in the items of input_2.' }),
        }),
      )
      .min(1)
      .max(20)
      .meta({ title: 'Fields', description: 'The fields that have to be the same.' }),
    join: z.enum(['inner', 'left', 'right', 'outer', 'anti']).default('inner').meta({
      title: 'Join',
      description:
        'Which items go on: matches; also all of input_1 (left) or input_2 (right) or both (outer); only others.',
    }),
    output_from: z
      .enum(['both', 'input_1', 'input_2'])
      .default('both')
      .meta({ title: 'Output from', description: 'For inner and anti: whose data go on.' }),
    multiple_matches: z.enum(['all', 'first']).default('all').meta({
      title: 'Several matches',
      description: 'Whether an item is joined with all that match or with the first.',
    }),
    fuzzy: z.boolean().default(false).meta({
      title: 'Fuzzy',
      description: 'Takes 3 and "3" for the same, as well as nothing, null and the empty text.',
    }),
    dot_notation: dotNotation(),
    clash,
  })
  .meta({ title: 'By fields' });

const allCombinations = z
  .strictObject({ mode: mode('all_combinations', 'Each item of input_1 with each of input_2.'), clash })
  .meta({ title: 'All combinations' });

const chooseBranch = z
  .strictObject({
    mode: mode('choose_branch', 'Waits for all inputs, then goes on with one of them.'),
    inputs,
    output: z
      .union([z.literal('empty'), z.number().int().min(1).max(MAX_INPUTS)])
      .default(1)
      .meta({ title: 'Output', description: 'The number of the input whose items go on, or one empty item.' }),
  })
  .meta({ title: 'Choose branch' });

/** The config of a merge. */
export const mergeConfigSchema = z.discriminatedUnion('mode', [
  append,
  byFields,
  byPosition,
  allCombinations,
  chooseBranch,
]);

export type MergeConfig = z.infer<typeof mergeConfigSchema>;
export type JoinConfig = z.infer<typeof byFields>;
export type Clash = z.infer<typeof clash>;

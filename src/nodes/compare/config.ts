import { z } from 'zod';
import { dotNotation, fieldName, fieldNames } from '../fields.ts';

/** The config of a comparison of two lists. */
export const compareConfigSchema = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        input_a: fieldName().meta({ title: 'Field of input_a', description: 'The field in the items of input_a.' }),
        input_b: fieldName().meta({ title: 'Field of input_b', description: 'The field in the items of input_b.' }),
      }),
    )
    .min(1)
    .max(20)
    .meta({ title: 'Fields to match', description: 'Items belong together in which these fields are the same.' }),
  when_different: z.enum(['prefer_a', 'prefer_b', 'mix', 'include_both']).default('prefer_b').meta({
    title: 'When different',
    description: 'What goes out of different: the item of one input, a mix of both, or both values of each field.',
  }),
  prefer_when_mixed: z
    .enum(['a', 'b'])
    .default('a')
    .meta({ title: 'Prefer in a mix', description: 'Whose values a mix takes.' }),
  except_when_mixed: fieldNames()
    .default([])
    .meta({ title: 'Except in a mix', description: 'Fields for which a mix takes the values of the other input.' }),
  skip_fields: fieldNames().default([]).meta({ title: 'Skip', description: 'Fields that are not compared.' }),
  fuzzy: z.boolean().default(false).meta({
    title: 'Fuzzy',
    description: 'Takes 3 and "3" for the same, as well as nothing, null and the empty text.',
  }),
  multiple_matches: z.enum(['first', 'all']).default('first').meta({
    title: 'Several matches',
    description: 'Whether an item is compared with the first that matches or with all.',
  }),
  dot_notation: dotNotation(),
});

export type CompareConfig = z.infer<typeof compareConfigSchema>;

import { z } from 'zod';
import { optionalJson } from '../fields.ts';
import type { OperandType } from './operands.ts';
import { OPERATORS } from './operators.ts';

function operatorOf<Type extends OperandType>(type: Type, title: string) {
  const operation = z.enum(Object.keys(OPERATORS[type]));
  return z
    .strictObject({
      type: z.literal(type).meta({ title: 'Type', description: 'The type of the value on the left.' }),
      operation: operation.meta({ title: 'Operation', description: 'How the two values are compared.' }),
    })
    .meta({ title });
}

const operatorSchema = z.discriminatedUnion('type', [
  operatorOf('string', 'Text'),
  operatorOf('number', 'Number'),
  operatorOf('boolean', 'True or false'),
  operatorOf('date', 'Date and time'),
  operatorOf('array', 'List'),
  operatorOf('object', 'Object'),
  operatorOf('any', 'Any value'),
]);

const conditionSchema = z.strictObject({
  left_value: optionalJson().meta({ title: 'Value', description: 'The value to look at, as a rule an expression.' }),
  operator: operatorSchema.meta({ title: 'Operator', description: 'What has to hold, by the type of the value.' }),
  right_value: optionalJson().meta({ title: 'Compared with', description: 'The other value, where one is needed.' }),
});

/** Conditions on an item, shaped like n8n's filter parameter. Without conditions, `and` is true and `or` is false. */
export const conditionsSchema = z.strictObject({
  combinator: z
    .enum(['and', 'or'])
    .default('and')
    .meta({ title: 'Combine', description: 'Whether all conditions have to hold (and) or any of them (or).' }),
  case_sensitive: z
    .boolean()
    .default(true)
    .meta({ title: 'Case sensitive', description: 'Whether upper and lower case letters differ.' }),
  type_validation: z.enum(['strict', 'loose']).default('strict').meta({
    title: 'Types',
    description: 'Strict: a value of another type is an error. Loose: it is converted where it can be.',
  }),
  conditions: z
    .array(conditionSchema)
    .max(200)
    .meta({ title: 'Conditions', description: 'The conditions, judged in their order as far as needed.' }),
});

export type Conditions = z.infer<typeof conditionsSchema>;
export type Condition = z.infer<typeof conditionSchema>;

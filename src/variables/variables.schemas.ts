import { z } from 'zod';

/** How many variables a workspace may have, and how long their values may be. */
export const MAX_VARIABLES = 500;
const MAX_VARIABLE_LENGTH = 20_000;

/** As in expressions: `$vars.name`. Names that objects have by nature are none. */
const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'Expected letters, digits and _, and no digit first')
  .refine((text) => !(text in {}), 'Not the name of a variable');
const value = z.string().max(MAX_VARIABLE_LENGTH);

export const variableSchema = z
  .strictObject({
    id: z.uuid(),
    workspace_id: z.uuid(),
    name: z.string(),
    /** `null`: the variable is secret. */
    value: z.string().nullable(),
    is_secret: z.boolean(),
    updated_by: z.uuid().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Variable' });
export type Variable = z.infer<typeof variableSchema>;

export const variableChangeSchema = z
  .strictObject({
    change: z.enum(['created', 'updated', 'deleted']),
    name: z.string(),
    /** The value from then on; `null` for a secret one, and for one that was deleted. */
    value: z.string().nullable(),
    is_secret: z.boolean(),
    changed_by: z.uuid().nullable(),
    changed_at: z.iso.datetime(),
  })
  .meta({ id: 'VariableChange' });
export type VariableChange = z.infer<typeof variableChangeSchema>;

export const createVariableSchema = z.strictObject({ name, value, is_secret: z.boolean().default(false) });
export type CreateVariable = z.infer<typeof createVariableSchema>;

/** What is left out stays. A variable becomes secret, or no longer is, only together with a value. */
export const updateVariableSchema = z
  .strictObject({ name: name.optional(), value: value.optional(), is_secret: z.boolean().optional() })
  .refine(({ value: given, is_secret }) => is_secret === undefined || given !== undefined, {
    path: ['value'],
    message: 'Say the value together with is_secret',
  });
export type UpdateVariable = z.infer<typeof updateVariableSchema>;

import { z } from '@hono/zod-openapi';
import { faultSchema } from '../../http/problem.schema.ts';
import { choiceFields, inputField, startFields, startsOnce } from './run-workflow.schemas.ts';

/** Executions that one call may start. */
export const MAX_RUNS_IN_CALL = 1_000;

const orderSchema = z
  .strictObject({
    ...inputField,
    idempotency_key: z.string().min(1).max(200).optional().openapi({
      description:
        'A run with a key that was used for the workflow before starts nothing: it answers for that execution.',
    }),
    ...startFields,
  })
  .refine(startsOnce, { path: ['delay_seconds'], message: 'Name start_at or delay_seconds, not both' });

/** One of the runs of a call. */
export type RunOrder = z.infer<typeof orderSchema>;

export const runManySchema = z
  .strictObject({ ...choiceFields, runs: z.array(orderSchema).min(1).max(MAX_RUNS_IN_CALL) })
  .openapi('RunMany');

export type RunMany = z.infer<typeof runManySchema>;

const runErrorSchema = z
  .strictObject({ code: z.string(), message: z.string(), errors: z.array(faultSchema) })
  .openapi('RunError');

const runResultSchema = z
  .strictObject({
    execution_id: z.uuid().nullable().openapi({ description: 'null for a run that was refused.' }),
    status: z.string().nullable(),
    duplicate: z.boolean(),
    start_at: z.iso.datetime().nullable().openapi({ description: 'When it starts, if that is later.' }),
    error: runErrorSchema.nullable().openapi({ description: 'Why it was refused; null if it was not.' }),
  })
  .openapi('RunResult');

/** What became of one of the runs of a call. */
export type RunResult = z.infer<typeof runResultSchema>;

export const runManyResultSchema = z
  .strictObject({
    accepted: z.int(),
    duplicates: z.int(),
    refused: z.int(),
    results: z.array(runResultSchema).openapi({ description: 'One for each run, in their order.' }),
  })
  .openapi('RunManyResult');

export type RunManyResult = z.infer<typeof runManyResultSchema>;

import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import { isCut } from '../../executions/history/history-json.ts';
import { isRedacted } from '../../executions/history/redacted-json.ts';

/** The columns of `executions e` that say how an execution stands or ended. */
export const OUTCOME_COLUMNS = 'e.id, e.status, e.response, e.output_data, e.error_code, e.error_message';

export const storedOutcomeSchema = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled']),
  response: z.custom<JsonValue>(),
  output_data: z.custom<JsonValue>(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});

/** How an execution stands or ended, by its row. */
export type StoredOutcome = z.infer<typeof storedOutcomeSchema>;

/** Whether history had no room for the response or the output, or does not keep them. */
export function isOutcomeCut({ response, output_data }: StoredOutcome): boolean {
  if (isCut(response) || isCut(output_data) || isRedacted(response)) return true;
  return response === null && isRedacted(output_data);
}

/** A `CallerResponse` as JSON: in `executions.response`, and in the details of a wait. */
export const storedResponseSchema = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

import { z } from 'zod';

/** The status of a final answer. */
export function statusCode(): z.ZodNumber {
  return z.number().int().min(200).max(599);
}

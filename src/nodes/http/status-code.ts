import { z } from 'zod';

/** The status of an answer, other than 1xx. */
export function statusCode(): z.ZodNumber {
  return z.number().int().min(200).max(599);
}

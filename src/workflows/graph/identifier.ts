import { z } from 'zod';
import { MAX_ID_LENGTH } from './graph-limits.ts';

/** The id of a part of a drawing. */
export const identifier = z
  .string()
  .min(1)
  .max(MAX_ID_LENGTH)
  .regex(/^[A-Za-z0-9_-]*$/, 'May hold letters, digits, "_" and "-" only');

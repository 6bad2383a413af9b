import { z } from 'zod';

/** A TIMESTAMPTZ of a row, or of JSON that a statement made: as ISO 8601 in UTC, to the millisecond. */
export const storedMoment = z.union([z.date(), z.string()]).transform((value) => new Date(value).toISOString());

import { z } from 'zod';

/** A week, in minutes. */
const LONGEST = 7 * 24 * 60;

/** The field of a polling trigger that says how often it asks. */
export function pollMinutes(byDefault: number): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .int()
    .min(1)
    .max(LONGEST)
    .default(byDefault)
    .meta({ title: 'Every', description: 'How many minutes lie between two polls.' });
}

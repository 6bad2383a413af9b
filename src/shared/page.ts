import { z } from 'zod';

/** One page of a list. `next_cursor` is `null` on the last one. */
export type Page<T> = { readonly data: readonly T[]; readonly next_cursor: string | null };

/** What every list takes: how many (1 to 100), and where the page before ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(2000).optional(),
};

/** The schema of a page of these. */
export function pageSchema<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ data: z.ZodArray<Item>; next_cursor: z.ZodNullable<z.ZodString> }, z.core.$strict> {
  return z.strictObject({ data: z.array(item), next_cursor: z.string().nullable() });
}

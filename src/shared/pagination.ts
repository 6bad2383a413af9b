import { z } from '@hono/zod-openapi';

/** The most rows that a page may have. */
const MAX_PAGE_SIZE = 100;

/** The query fields of every list. Spread them into its `z.strictObject`. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_SIZE)
    .default(20)
    .openapi({ description: 'Rows per page.', example: 20 }),
  cursor: z.string().min(1).max(1024).optional().openapi({
    description: 'The `next_cursor` of the page before. It lives for 24 hours and fits the same filter only.',
  }),
};

/** {@link pageQuery}, parsed. */
export type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };

/** One page of a list. `next_cursor` is `null` on the last one. */
export type Page<Row> = { readonly data: readonly Row[]; readonly next_cursor: string | null };

/** The schema of {@link Page} over the schema of a row. */
export function pageSchema<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    data: z.array(row),
    next_cursor: z.string().nullable().openapi({ description: 'Where the next page starts; null on the last one.' }),
  });
}

/** Makes a page of up to `limit + 1` rows: the one too many only says that there is more. */
export function toPage<Row>(rows: readonly Row[], limit: number, cursorAfter: (row: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, next_cursor: last === undefined ? null : cursorAfter(last) };
}

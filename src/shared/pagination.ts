import { z } from '@hono/zod-openapi';

/** The most rows that a page may have. */
const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;

function pageQueryOf(defaultLimit: number) {
  return {
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(MAX_PAGE_SIZE)
      .default(defaultLimit)
      .openapi({ description: 'Rows per page.', example: defaultLimit }),
    cursor: z.string().min(1).max(1024).optional().openapi({
      description: 'The `next_cursor` of the page before. It lives for 24 hours and fits the same filter only.',
    }),
  };
}

/** The query fields of every list. Spread them into its `z.strictObject`. */
export const pageQuery = pageQueryOf(DEFAULT_PAGE_SIZE);

/** The same for a list that people want to see whole: its pages are as long as they may be unless they ask for less. */
export const longPageQuery = pageQueryOf(MAX_PAGE_SIZE);

/** {@link pageQuery}, parsed. */
export type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };

/** One page of a list. `next_cursor` is `null` on the last one, and then `has_more` is `false`. */
export type Page<Row> = {
  readonly data: readonly Row[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
};

/** The schema of {@link Page} over the schema of a row. */
export function pageSchema<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    data: z.array(row),
    has_more: z.boolean().openapi({ description: 'Whether the list goes on after this page.' }),
    next_cursor: z.string().nullable().openapi({ description: 'Where the next page starts; null on the last one.' }),
  });
}

/** The schema of a list that is always answered whole. It looks like a page, so that one reader does for all lists. */
export function wholeListSchema<Row extends z.ZodType>(row: Row) {
  return z.strictObject({ data: z.array(row), has_more: z.literal(false), next_cursor: z.null() });
}

/** What {@link wholeListSchema} describes. */
export type WholeList<Row> = { readonly data: Row[]; readonly has_more: false; readonly next_cursor: null };

/** A list as its only page. */
export function toWholeList<Row>(rows: readonly Row[]): WholeList<Row> {
  return { data: [...rows], has_more: false, next_cursor: null };
}

/** Makes a page of up to `limit + 1` rows: the one too many only says that there is more. */
export function toPage<Row>(rows: readonly Row[], limit: number, cursorAfter: (row: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  const next_cursor = last === undefined ? null : cursorAfter(last);
  return { data, has_more: next_cursor !== null, next_cursor };
}

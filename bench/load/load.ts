import { z } from 'zod';

/** One kind of request, sent again and again by so many callers at once. */
export type Load = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  readonly concurrency: number;
  readonly status: number;
  /** When to stop: after so many milliseconds, or after so many requests. */
  readonly until: { readonly milliseconds: number } | { readonly requests: number };
};

export const loadResultSchema = z.object({
  requests: z.number(),
  errors: z.number(),
  /** What the first wrong answer was. */
  firstError: z.string().nullable(),
  milliseconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** The executions that the answers named, where they did. */
  executionIds: z.array(z.string()),
});

export type LoadResult = z.infer<typeof loadResultSchema>;

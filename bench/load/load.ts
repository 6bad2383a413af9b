import { z } from 'zod';

/** A request that many callers send repeatedly at the same time. */
export type Load = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  /** Bodies that the requests carry in turn, instead of the one. */
  readonly bodies?: readonly string[] | undefined;
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly concurrency: number;
  /** How many delivery ids the requests carry in turn; left out: none. */
  readonly deliveries?: number | undefined;
  readonly status: number;
  /** When to stop: after a time in milliseconds, or after a number of requests. */
  readonly until: { readonly milliseconds: number } | { readonly requests: number };
};

export const loadResultSchema = z.object({
  requests: z.number(),
  errors: z.number(),
  /** The first wrong answer. */
  firstError: z.string().nullable(),
  milliseconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** The ids of the executions in the answers. */
  executionIds: z.array(z.string()),
});

export type LoadResult = z.infer<typeof loadResultSchema>;

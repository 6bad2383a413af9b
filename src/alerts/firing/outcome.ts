/** What came of a try to deliver. `again`: another try may succeed; `refused`: none will. */
export type Outcome = { readonly type: 'done' } | { readonly type: 'again' | 'refused'; readonly reason: string };

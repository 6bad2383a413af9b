/** What happens to a slot while an execution of the same schedule goes on. */
export const OVERLAP_POLICIES = ['allow', 'skip', 'queue_one', 'cancel_running'] as const;

/** One entry of {@link OVERLAP_POLICIES}. */
export type OverlapPolicy = (typeof OVERLAP_POLICIES)[number];

/** What happens to slots that were missed, because nothing ticked. */
export const CATCH_UP_POLICIES = ['none', 'last', 'all'] as const;

/** One entry of {@link CATCH_UP_POLICIES}. */
export type CatchUpPolicy = (typeof CATCH_UP_POLICIES)[number];

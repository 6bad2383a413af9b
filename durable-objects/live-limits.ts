/** The most who watch one execution, or the list of one workspace, at once. */
export const MAX_WATCHERS = 2000;

/** How many node runs of an execution are kept for those who come later. Of further ones those hear who watch already. */
export const MAX_TOLD_RUNS = 10_000;

/** Executions that may wait at one gate. */
export const MAX_WAITING = 100_000;

/** Keys that one gate remembers at the same time: of what runs, waits, or counts towards a rate. */
export const MAX_KEYS = 100_000;

/** Executions of a workflow that a limit can let run at once, and that a rate can let begin within its window. */
export const MAX_CONCURRENCY = 10_000;
export const MAX_RATE = 1_000_000;

/** How long a window of a rate or a debounce can be, in seconds: a week. */
export const MAX_WINDOW_SECONDS = 7 * 24 * 60 * 60;

/** Priorities go from the negative of this to this. */
export const MAX_PRIORITY = 100;

/** How long the key of an execution can be, in UTF-16 units. A longer one is kept as its hash. */
export const MAX_KEY_LENGTH = 200;

/**
 * JSON that an attempt of a node may pass to the executions that it calls, all together, and that they may return to
 * it. In UTF-16 units.
 */
export const MAX_CALL_DATA = 16 * 1024 * 1024;

/** Executions that may descend from one: those that it called, those that these called, and so on. */
export const MAX_CALLS_IN_TREE = 10_000;

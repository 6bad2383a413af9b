/** JSON that one execution may hand to another, or back to it, in UTF-16 units; of all that one attempt of a node calls, together. */
export const MAX_CALL_DATA = 16 * 1024 * 1024;

/** Executions that one, and those that it called, and so on down, may start. It bounds what a call for each item at every depth brings about. */
export const MAX_CALLS_IN_TREE = 10_000;

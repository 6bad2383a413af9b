/**
 * Finds the row `e` of each key by the primary key, whatever the planner believes. With plain equality it may read the whole
 * table or another index instead and join the two, which is quick only in a table as small, or as new, as it was when the plan
 * was made.
 */
export function hasKeyOf(keys: string): string {
  return `e.id = ANY (ARRAY[${keys}.id]) AND e.created_at = ANY (ARRAY[${keys}.created_at])`;
}

/** Whether the row `e` has a runner, told without an index of statuses: that has dead entries of all that ran before. */
export const IS_RUNNING = "e.status || '' = 'running'";
